import { CST, Lexer, Parser } from 'yaml';

/** Nesting that a definition never needs. The composer of `yaml` recurses: 20,000 brackets end the process. */
const MAX_DEPTH = 50;
/** Anchors and aliases together. The composer takes quadratic time for them: 50,000 block it for half a minute. */
const MAX_REFERENCES = 2000;

/** Says why a YAML text is not even composed, in linear time and constant stack; null when it is harmless. */
export function yamlLimitProblem(text: string): string | null {
  const parser = new Parser();
  let references = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    if (type === 'anchor' || type === 'alias') references++;
    if (references > MAX_REFERENCES) return `Must not have more than ${MAX_REFERENCES} anchors and aliases.`;
    // The parser works only while its tokens are taken from it.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) return `Must not nest lists or mappings deeper than ${MAX_DEPTH} levels.`;
  }
  return null;
}
