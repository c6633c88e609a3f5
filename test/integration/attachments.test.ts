import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { attachmentEndpoints } from '../../shared/attachments.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { S3Standin } from '../standins/s3/s3-standin.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'

const PNG = bytes('\x89PNG\r\n\x1a\n and what follows')
const { upload, list, download, remove } = attachmentEndpoints

describe('an attached file', () => {
  test('is shown when its bytes are an image’s, and else only saved, under a safe name', async () => {
    await using hub = await startHub()
    const documentId = await board(hub)
    const image = await attach(hub.owner, documentId, 'plan.png', PNG)
    expect(image).toMatchObject({ type: 'image/png', bytes: PNG.length, createdBy: hub.owner.member.id })
    const page = await attach(hub.owner, documentId, '../../e\u202Evil\n.html', bytes('<script>alert(1)</script>'))
    expect(page).toMatchObject({ name: '_.._evil.html', type: 'application/octet-stream' })

    const shown = await get(hub, image.id)
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(shown.headers.get('content-disposition')).toMatch(/^inline/)
    const saved = await get(hub, page.id)
    expect(saved.headers.get('content-type')).toBe('application/octet-stream')
    expect(saved.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''_.._evil.html")
    expect(saved.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(saved.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await saved.text()).toBe('<script>alert(1)</script>')
    const { attachments } = await hub.owner.api.call(list, { params: { documentId } })
    expect(attachments.map(({ name }) => name)).toEqual(['_.._evil.html', 'plan.png'])
  })

  test('is refused with the reason: empty, a program, no image though called one, too large, too many', async () => {
    await using hub = await startHub({ env: { ATTACHMENT_MAX_MB: '0.01', ATTACHMENTS_PER_DOCUMENT: '1' } })
    const documentId = await board(hub)
    const refusals: [string, Uint8Array<ArrayBuffer>, string, RegExp][] = [
      ['empty.txt', bytes(''), 'invalid_input', /empty/],
      ['notes.txt', bytes('MZ\x90\0'), 'invalid_input', /Programs/],
      ['cat.jpg', bytes('<svg onload="alert(1)">'), 'invalid_input', /called an image/],
      ['big.bin', new Uint8Array(20_000), 'too_large', /MB at most/],
    ]
    for (const [name, content, code, message] of refusals) {
      await expect(attach(hub.owner, documentId, name, content)).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message) as unknown,
      })
    }
    await attach(hub.owner, documentId, 'a.txt', bytes('a'))
    await expect(attach(hub.owner, documentId, 'b.txt', bytes('b'))).rejects.toMatchObject({ code: 'conflict' })
    expect(readdirSync(join(hub.dataDir, 'uploads'))).toEqual([])
  })

  test('is for those who may read its document, and changed by those who may write it', async () => {
    await using hub = await startHub()
    const documentId = await board(hub, 'private')
    const reader = await hub.createMember()
    const stranger = await hub.createMember()
    await hub.owner.api.call(documentEndpoints.grant, {
      params: { documentId },
      body: { memberId: reader.member.id, access: 'read' },
    })
    const file = await attach(hub.owner, documentId, 'a.txt', bytes('secret'))
    const params = { attachmentId: file.id }
    expect(await reader.api.call(download, { params })).toEqual(bytes('secret'))
    await expect(reader.api.call(remove, { params })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attach(reader, documentId, 'b.txt', bytes('b'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(stranger.api.call(download, { params })).rejects.toMatchObject({ code: 'not_found' })
    await expect(stranger.api.call(remove, { params })).rejects.toMatchObject({ code: 'not_found' })
    expect((await fetch(`${hub.url}/api/attachments/${file.id}`)).status).toBe(401)
  })

  test('is erased from the disk when it is removed', async () => {
    await using hub = await startHub()
    const documentId = await board(hub)
    const file = await attach(hub.owner, documentId, 'a.txt', bytes('secret'))
    const path = join(hub.dataDir, 'files', hub.communityId, file.id)
    expect(existsSync(path)).toBe(true)
    await hub.owner.api.call(remove, { params: { attachmentId: file.id } })
    expect(existsSync(path)).toBe(false)
    expect((await get(hub, file.id)).status).toBe(404)
  })

  test('is in the bucket when one is configured', async () => {
    await using s3 = await S3Standin.start()
    const { endpoint, bucket, region, accessKeyId, secretAccessKey } = s3.config
    await using hub = await startHub({
      env: {
        S3_ENDPOINT: endpoint,
        S3_BUCKET: bucket,
        S3_REGION: region,
        S3_ACCESS_KEY_ID: accessKeyId,
        S3_SECRET_ACCESS_KEY: secretAccessKey,
      },
    })
    const documentId = await board(hub)
    const file = await attach(hub.owner, documentId, 'plan.png', PNG)
    expect([...s3.objects.keys()]).toEqual([`${hub.communityId}/${file.id}`])
    expect(await hub.owner.api.call(download, { params: { attachmentId: file.id } })).toEqual(PNG)
    await hub.owner.api.call(remove, { params: { attachmentId: file.id } })
    expect(s3.objects.size).toBe(0)
  })
})

async function board(hub: TestHub, visibility: 'community' | 'private' = 'community'): Promise<string> {
  const made = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'board', title: 'Board', visibility },
  })
  return made.id
}

function attach(member: TestMember, documentId: string, name: string, body: Uint8Array<ArrayBuffer>) {
  return member.api.call(upload, { params: { documentId }, query: { name }, body })
}

function get(hub: TestHub, attachmentId: string): Promise<Response> {
  return fetch(`${hub.url}/api/attachments/${attachmentId}`, { headers: { cookie: hub.owner.cookie } })
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}
