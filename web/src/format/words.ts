type Segmenter = { segment(text: string): Iterable<{ segment: string }> }

// The words of a Chinese text, between which a line may break; its characters where the browser knows no words.
export function wordsOf(text: string): string[] {
  const Ctor = (Intl as unknown as { Segmenter?: new (locale: string, options: { granularity: string }) => Segmenter }).Segmenter
  return Ctor ? Array.from(new Ctor('zh', { granularity: 'word' }).segment(text), (one) => one.segment) : Array.from(text)
}
