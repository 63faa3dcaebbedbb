import type { ProcessParameter, ProcessType } from '@app/api-client';
import { PlainTable } from '../../../shared/table/plain-table';
import tableStyles from '../../../shared/table/plain-table.module.css';
import { TaskDefinitionItem } from './task-definition-item';
import styles from './types.module.css';

/** What a type, or one version of it, is for, what it runs and what it needs. */
export function TypeDetail({ type }: { type: Pick<ProcessType, 'name' | 'description' | 'tasks' | 'parameters'> }) {
  return (
    <>
      {type.description && <p className={styles.description}>{type.description}</p>}
      <section className={styles.section} aria-labelledby="tasks-title">
        <h2 id="tasks-title">Tasks, in this order</h2>
        <ol className={styles.tasks}>
          {type.tasks.map((task) => (
            <TaskDefinitionItem key={task.name} task={task} />
          ))}
        </ol>
      </section>
      <section className={styles.section} aria-labelledby="parameters-title">
        <h2 id="parameters-title">Parameters</h2>
        {type.parameters.length === 0 ? (
          <p className="soft">This type takes no input.</p>
        ) : (
          <PlainTable label={`Parameters of ${type.name}`} head={['Name', 'Type', 'Needed', 'Default', 'Description']}>
            {type.parameters.map((parameter) => (
              <tr key={parameter.name}>
                <th scope="row" className="mono">
                  {parameter.name}
                </th>
                <td>
                  {parameter.type}
                  {parameter.secret && ', secret'}
                  {parameter.pattern !== null && (
                    <>
                      {' '}
                      like <span className="mono">{parameter.pattern}</span>
                    </>
                  )}
                </td>
                <td>{parameter.required ? 'required' : 'optional'}</td>
                <td className="mono">{defaultText(parameter)}</td>
                <td className={tableStyles.wrap}>{parameter.description ?? <span className="soft">–</span>}</td>
              </tr>
            ))}
          </PlainTable>
        )}
      </section>
    </>
  );
}

function defaultText({ default: value, secret }: ProcessParameter): string {
  if (value === null) return '–';
  return secret ? '••••' : String(value);
}
