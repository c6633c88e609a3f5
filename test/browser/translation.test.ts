import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { announcementEndpoints } from '../../shared/announcements.ts'
import { commentEndpoints } from '../../shared/document-comments.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { expectAccessible } from '../helpers/accessibility.ts'
import { expect, PHONE, useBrowser } from '../helpers/browser.ts'
import { describeBrowser } from '../helpers/services.ts'
import { startHub } from '../helpers/start-hub.ts'
import { startOpenAiStandin } from '../standins/openai/openai-standin.ts'

describeBrowser('translation in the web client', () => {
  const browser = useBrowser()

  test('an admin sets a model up, sees which pairs work, adds a term, and what was spent', async () => {
    await using model = await startOpenAiStandin()
    const models = await mkdtemp(join(tmpdir(), 'guildhall-models-'))
    await mkdir(join(models, 'ende'))
    await writeFile(join(models, 'ende', 'model.ende.intgemm.alphas.bin'), 'version https://git-lfs.github.com/spec/v1')
    await writeFile(join(models, 'ende', 'vocab.ende.spm'), '')
    const env = { MODEL_ALLOW_HOSTS: model.host, APERTIUM_MODES: '/nowhere', BERGAMOT_MODELS: models }
    await using hub = await startHub({ env })
    const page = await browser.visit(hub, { as: hub.owner, path: '/settings/translation' })
    const pairs = page.getByRole('region', { name: 'What works now' })
    await expect(pairs).toContainText('Nothing can be translated yet')
    await expect(pairs.getByRole('status')).toContainText('apt-get install apertium')
    await expect(page.getByRole('list', { name: 'Models that cannot be used' })).toHaveText(
      'ende is not whole. Download it again.',
    )

    const form = page.getByRole('region', { name: 'How this community translates' })
    await form.getByLabel('A language model of our own').check()
    await form.getByLabel('Address of the API').fill(model.url)
    await form.getByLabel('Model', { exact: true }).fill('small-model')
    await form.getByLabel('Key').fill('secret-key')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(pairs).toContainText('small-model translates between all languages')
    await expect(form.getByLabel('Key')).toHaveValue('')
    await expect(form).toContainText('A key is kept')

    const glossary = page.getByRole('region', { name: 'Glossary' })
    await glossary.getByLabel('Term').fill('Core ML')
    await glossary.getByRole('button', { name: 'Add term' }).click()
    await expect(glossary.getByRole('listitem')).toContainText('Core ML')
    await expect(page.getByRole('region', { name: 'Ledger' }).first()).toContainText('No model was called yet')
  })

  test('a document is read side by side, follows while another writes, and says what is not translated', async () => {
    await using model = await startOpenAiStandin()
    await using hub = await startHub({ env: { OPENAI_BASE_URL: model.url, MODEL_IDLE_SECONDS: '0.3' } })
    model.known.set('The fee is one hundred euros.', { de: 'Das Honorar beträgt einhundert Euro.' })
    model.known.set('Is this per month?', { de: 'Ist das pro Monat?' })
    const { id } = await hub.owner.api.call(documentEndpoints.create, {
      params: { communityId: hub.communityId },
      body: {
        kind: 'text',
        title: 'Offer',
        markdown:
          '# Our offer\n\nThe fee is one hundred euros.\n\n```ts\nlet fee = 100\n```\n\n![Our logo](/icon.svg)\n',
      },
    })
    await hub.owner.api.call(commentEndpoints.open, {
      params: { documentId: id },
      body: { text: 'Is this per month?' },
    })
    const reader = await hub.createMember({ name: 'Rita Reader' })
    const page = await browser.visit(hub, { as: reader, path: `/documents/${id}`, locale: 'de-DE' })
    await page.getByRole('button', { name: 'Neben dem Text in einer anderen Sprache lesen' }).click()
    const panel = page.getByRole('complementary', { name: 'Übersetzung' })
    await expect(panel.getByText('Das Honorar beträgt einhundert Euro.')).toBeVisible()
    await expect(panel.getByText('Ist das pro Monat?')).toBeVisible()
    await expect(panel.locator('pre')).toContainText('let fee = 100')
    await expect(panel.getByRole('img', { name: 'Our logo' })).toBeVisible()
    await expect(panel.getByText(/Übersetzt aus: Englisch, von gpt/).first()).toBeVisible()
    const calls = model.requests.length

    const writer = await browser.visit(hub, { as: hub.owner, path: `/documents/${id}` })
    await writer.getByText('The fee is one hundred euros.').click()
    await writer.keyboard.press('End')
    model.known.set('The fee is one hundred euros. Paid late.', {
      de: 'Das Honorar beträgt einhundert Euro. Spät bezahlt.',
    })
    await writer.keyboard.type(' Paid late.')
    await expect(panel.getByText('Spät bezahlt.')).toBeVisible()
    // Only the block that changed was asked for.
    expect(
      model.requests
        .slice(calls)
        .flatMap(({ items }) => items.flatMap(({ segments }) => segments))
        .join(),
    ).not.toContain('offer')

    model.faults = [{ kind: 'hang' }]
    await writer.keyboard.type(' Once more.')
    await expect(panel.getByText('Nicht übersetzt: Der Dienst hat nicht geantwortet')).toBeVisible()
    await panel.getByRole('button', { name: '1 Block noch einmal versuchen' }).click()
    await expect(panel.getByText('Nicht übersetzt')).toHaveCount(0)

    await page.setViewportSize(PHONE)
    await expect(page.getByRole('dialog', { name: 'Übersetzung' })).toBeVisible()
  })

  test('gigs and announcements are read beside the original, part by part; the names of a gig stay', async () => {
    await using model = await startOpenAiStandin()
    await using hub = await startHub({ env: { OPENAI_BASE_URL: model.url, MODEL_IDLE_SECONDS: '2' } })
    const params = { communityId: hub.communityId }
    const gig = await hub.owner.api.call(gigPostEndpoints.post, {
      params,
      body: {
        title: 'Somebody for our map',
        company: 'Open Sky',
        text: 'Open Sky draws a map of all the birds.\n\nYou know React, and you like to work with many people at once.',
        url: null,
        closesAt: null,
        corrections: {},
        nicheIds: [],
        membersOnly: false,
      },
    })
    model.known.set('Somebody for our map', { de: 'Jemand für unsere Karte' })
    const reader = await hub.createMember({ name: 'Rita Reader' })
    const page = await browser.visit(hub, { as: reader, path: `/gigs/${gig.id}`, locale: 'de-DE' })
    model.faults = [{ kind: 'hang' }]
    await page.getByRole('button', { name: 'In meiner Sprache lesen' }).click()
    await expect(page.getByText('Nicht übersetzt: Der Dienst hat nicht geantwortet').first()).toBeVisible()
    await page.getByRole('button', { name: 'Noch einmal versuchen' }).click()
    await expect(page.getByText('Jemand für unsere Karte')).toBeVisible()
    await expect(page.getByText('Nicht übersetzt')).toHaveCount(0)
    await expect(page.getByText(/Übersetzt aus: Englisch, von gpt/)).toHaveCount(3)
    // The original stands beside each part, with what was read from it.
    await expect(page.locator('mark', { hasText: 'React' })).toBeVisible()
    const segments = model.requests.flatMap(({ items }) => items.flatMap(({ segments: some }) => some)).join('\n')
    expect(segments).toContain('draws a map of all the birds.')
    expect(segments).not.toMatch(/Open Sky|React/)
    await expect(page.locator('div[lang="de"]', { hasText: 'Open Sky' })).toHaveCount(1)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Übersetzung ausblenden' }).click()
    await expect(page.getByText('Jemand für unsere Karte')).toHaveCount(0)

    const { id } = await hub.owner.api.call(announcementEndpoints.add, {
      params,
      body: {
        language: 'en',
        mail: false,
        texts: [
          { language: 'en', title: 'Come and see', markdown: 'All **birds** are there.\n\n- tea\n- cake', labels: [] },
        ],
      },
    })
    await hub.owner.api.call(announcementEndpoints.send, {
      params: { ...params, announcementId: id },
      body: { at: null },
    })
    await page.goto(`${hub.hub.publicUrl}/announcements/${id}`)
    model.known.set('Come and see', { de: 'Kommt und seht' })
    await page.getByRole('button', { name: 'In meiner Sprache lesen' }).click()
    await expect(page.getByText('Kommt und seht')).toBeVisible()
    await expect(page.getByRole('list').filter({ hasText: 'tea' })).toBeVisible()
    await page.setViewportSize(PHONE)
    await expectAccessible(page)
  })
})
