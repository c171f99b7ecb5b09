// A small chart of measurements over time. What it shows in numbers stands beside it.
import styles from './Overview.module.css';

const width = 300;
const height = 72;

export interface Line {
  name: string;
  values: number[];
  look: 'plain' | 'dashed' | 'dotted';
}

/** @param at When each value was measured, oldest first. */
export function Lines({ label, at, lines }: { label: string; at: number[]; lines: Line[] }) {
  const [first = 0] = at;
  const span = Math.max(1, (at.at(-1) ?? 0) - first);
  const top = Math.max(1, ...lines.flatMap((line) => line.values));
  const points = (values: number[]) =>
    values.map(
      (value, index) => [(((at[index] ?? 0) - first) / span) * width, height - (value / top) * height] as const,
    );
  return (
    <svg className={styles['lines']} viewBox={`0 -3 ${width} ${height + 6}`} role="img" aria-label={label}>
      <path className={styles['ground']} d={`M0 ${height}H${width}M0 ${height / 2}H${width}`} />
      {lines.map((line) => {
        const drawn = points(line.values);
        // A single measurement is a level that was seen once.
        const only = drawn.length === 1 ? `H${width}` : '';
        const path = `M${drawn.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}${only}`;
        return <path key={line.name} className={styles['line']} data-look={line.look} d={path} />;
      })}
    </svg>
  );
}
