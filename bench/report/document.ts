/**
 * Puts generated text between the marks of a document: `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.
 * @param sections what comes between the marks, by their names
 * @returns the document, the same but for that
 * @throws Error when a section has no marks, or marks have no section
 */
export function fillDocument(document: string, sections: ReadonlyMap<string, string>): string {
  const marked = [...document.matchAll(/<!-- bench:([a-z-]+) -->/g)].map(([, name = '']) => name);
  const stray =
    marked.find((name) => !sections.has(name)) ?? [...sections.keys()].find((name) => !marked.includes(name));
  if (stray !== undefined) throw new Error(`'${stray}' is a section of the document or of the results only`);
  return [...sections].reduce((text, [name, content]) => {
    const [start, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
    const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
    if (to < from) throw new Error(`'${start}' does not end with '${end}'`);
    return `${text.slice(0, from)}\n\n${content}\n\n${text.slice(to)}`;
  }, document);
}
