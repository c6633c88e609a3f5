/** Opens the install page and agrees, as a person does in a browser, who keeps the cookies that they are given. */
export async function installSlackApp(hubUrl: string): Promise<Response> {
  const asked = await fetch(`${hubUrl}/slack/install`, { redirect: 'manual' })
  const agreed = await fetch(asked.headers.get('location') ?? '', { redirect: 'manual' })
  const cookie = asked.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return await fetch(agreed.headers.get('location') ?? '', { headers: { cookie } })
}
