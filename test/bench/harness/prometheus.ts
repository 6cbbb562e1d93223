/** One sample of a Prometheus text page. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sampleLine = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /(\w+)="([^"]*)"/g;

export async function readMetrics(origin: string): Promise<readonly Sample[]> {
  const answer = await fetch(`${origin}/metrics`);
  return (await answer.text()).split("\n").flatMap((line) => {
    const [, name, labels = "", value] = sampleLine.exec(line) ?? [];
    if (name === undefined) return [];
    return [{ name, labels: Object.fromEntries([...labels.matchAll(label)].map(([, key = "", text = ""]) => [key, text])), value: Number(value) }];
  });
}

/** Sum and count of a histogram by the values of one label. */
export function histogramBy(
  samples: readonly Sample[],
  name: string,
  labelName: string,
): readonly { readonly label: string; readonly seconds: number; readonly count: number }[] {
  const sums = samples.filter((sample) => sample.name === `${name}_sum`);
  const counts = new Map(samples.filter((sample) => sample.name === `${name}_count`).map((sample) => [sample.labels[labelName], sample.value]));
  return sums.map((sum) => ({ label: sum.labels[labelName] ?? "", seconds: sum.value, count: counts.get(sum.labels[labelName]) ?? 0 }));
}
