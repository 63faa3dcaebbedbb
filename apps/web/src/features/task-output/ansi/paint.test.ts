import { contrast, paint } from './paint';
import { afterSgr, PLAIN } from './text-style';

const PAPER = { light: ['#f7f8f9', '#d9f0f4'], dark: ['#11151a', '#17363d'] } as const;
const INK = { light: '#1b2026', dark: '#e3e7ec' } as const;
const ALL = Array.from({ length: 256 }, (_, index) => index);

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  it.each(['', '2;', '7;', '2;7;', '1;'])('all 256 colours can be read as text (%s)', (attributes) => {
    const unreadable = ALL.filter((index) => {
      const { colour, background } = paint(afterSgr(PLAIN, `${attributes}38;5;${index}`), scheme);
      const papers = background === null ? PAPER[scheme] : [background];
      return papers.some((paper) => contrast(colour ?? INK[scheme], paper) < 4.5);
    });
    expect(unreadable).toEqual([]);
  });

  it('any colour can be read on any background', () => {
    const codes = ['39', '37', '30', '91', '38;5;16', '38;5;78', '38;5;140', '38;5;202', '38;5;231'];
    const unreadable = ALL.flatMap((behind) =>
      codes.filter((code) => {
        const { colour, background } = paint(afterSgr(PLAIN, `48;5;${behind};${code}`), scheme);
        return contrast(colour ?? '', background ?? '') < 4.5;
      }),
    );
    expect(unreadable).toEqual([]);
  });

  it('leaves plain text to the style sheet, and turns it round', () => {
    expect(paint(PLAIN, scheme)).toEqual({ colour: null, background: null });
    expect(paint(afterSgr(PLAIN, '7'), scheme).background).toBe(INK[scheme]);
  });
});

it('keeps a colour that can be read as it is', () => {
  expect(paint(afterSgr(PLAIN, '38;2;120;20;20'), 'light').colour).toBe('#781414');
});
