import type { TaskVariable, VariableOrigin } from '@app/api-client';
import styles from './tasks.module.css';

const ORIGINS: readonly (readonly [VariableOrigin, string])[] = [
  ['parameter', 'Parameters'],
  ['task', 'Set by the task'],
  ['run', 'Set by the run'],
];

/** The variables that a task's command is given, by where they come from. */
export function TaskEnvironment({ environment }: { environment: readonly TaskVariable[] }) {
  return (
    <section className={styles.panel} aria-label="Environment">
      <h2 className={styles.title}>Environment</h2>
      {ORIGINS.map(([origin, title]) => (
        <Variables key={origin} title={title} variables={environment.filter((one) => one.origin === origin)} />
      ))}
    </section>
  );
}

function Variables({ title, variables }: { title: string; variables: readonly TaskVariable[] }) {
  if (variables.length === 0) return null;
  return (
    <>
      <h3 className={styles.origin}>{title}</h3>
      <dl className={styles.values}>
        {variables.map(({ name, value, secret }) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd className="mono">{secret ? <span title="Secret: never shown">{value}</span> : value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
