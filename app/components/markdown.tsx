/** Words that were written in Markdown or came by mail, made safe on the server and nowhere else. */
export function Markdown({ html }: { html: string }) {
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />
}
