// A chart of a few series in the colours of the page. What it shows stands as a table beside it, for whoever does not see it.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as Drawn,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { ChartOptions } from 'chart.js';
import { useEffect, useRef } from 'react';
import { useTheme } from '../kit/theme.ts';
import styles from './Chart.module.css';

Drawn.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface Series {
  name: string;
  /** Null where nothing was measured: the line is broken there. */
  values: readonly (number | null)[];
  colour: '--primary' | '--control' | '--on-moderate' | '--on-high';
  dash?: readonly number[];
}

interface Props {
  kind: 'bar' | 'line';
  /** What it is, in a sentence. */
  label: string;
  /** One for each value. */
  at: readonly string[];
  series: readonly Series[];
  /** How a value is written. */
  write: (value: number) => string;
  tall?: boolean;
}

export function Chart({ kind, label, at, series, write, tall = false }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const theme = useTheme();
  useEffect(() => {
    const draw = () => {
      const data = { labels: [...at], datasets: series.map((one) => datasetOf(kind, one)) };
      const options = optionsFor(kind, write);
      if (drawn.current) {
        drawn.current.data = data;
        drawn.current.options = options;
        drawn.current.update('none');
      } else drawn.current = new Drawn(canvas.current!, { type: kind, data, options });
    };
    draw();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => dark.removeEventListener('change', draw);
  }, [kind, at, series, write, theme]);
  useEffect(
    () => () => {
      drawn.current?.destroy();
      drawn.current = null;
    },
    [],
  );
  return (
    <div className={styles['chart']} data-tall={tall || undefined}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

/** A canvas knows no `light-dark()`: the colour is read as this theme has it. */
function colourOf(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function datasetOf(kind: Props['kind'], { name, values, colour, dash }: Series) {
  const drawnIn = colourOf(colour);
  return {
    label: name,
    data: [...values],
    backgroundColor: drawnIn,
    borderColor: drawnIn,
    ...(kind === 'line' && {
      borderWidth: 2,
      borderDash: [...(dash ?? [])],
      pointRadius: values.length === 1 ? 3 : 0,
      pointHitRadius: 8,
    }),
    ...(kind === 'bar' && { borderRadius: 3, maxBarThickness: 28 }),
  };
}

function optionsFor(kind: Props['kind'], write: Props['write']): ChartOptions {
  const text = colourOf('--muted');
  const line = colourOf('--line');
  const font = { family: getComputedStyle(document.body).fontFamily, size: 13 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'index', intersect: false },
    scales: {
      x: {
        grid: { display: false },
        border: { color: line },
        ticks: { color: text, font, maxRotation: 0, autoSkipPadding: 24 },
      },
      y: {
        beginAtZero: true,
        grid: { color: line },
        border: { display: false },
        ticks: {
          color: text,
          font,
          maxTicksLimit: 4,
          ...(kind === 'bar' && { precision: 0 }),
          callback: (value) => write(Number(value)),
        },
      },
    },
    plugins: {
      tooltip: {
        titleFont: font,
        bodyFont: font,
        callbacks: { label: ({ dataset, parsed }) => `${dataset.label}: ${write(parsed.y ?? 0)}` },
      },
    },
  };
}
