import { createSpotlight } from '@mantine/spotlight'

/** Apart from the palette itself, whose lists and icons load later. */
export const [paletteStore, palette] = createSpotlight()

export function openPalette(): void {
  palette.open()
}
