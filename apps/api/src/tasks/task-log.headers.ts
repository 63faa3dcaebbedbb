/** What the log endpoint says beside the text. */
export const LOG_HEADERS = {
  'X-Log-Attempt': {
    description: 'Number of the attempt; 0 when there is none yet',
    schema: { type: 'integer' as const },
  },
  'X-Log-Lines': { description: 'Lines kept of the attempt so far', schema: { type: 'integer' as const } },
  'X-Log-First-Line': { description: 'Number of the first line sent', schema: { type: 'integer' as const } },
  'X-Log-Complete': { description: 'False while the attempt runs', schema: { type: 'boolean' as const } },
};
