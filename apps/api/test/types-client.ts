import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiFixture } from './api-fixture';

export interface TypeList {
  processTypes: { name: string; version: number; source: string; taskCount: number; sourceFile: string | null }[];
  allTaskNames: string[];
  problems: { file: string; issues: { line: number | null; field: string; message: string }[] }[];
}

interface SavedType {
  message: string;
  processType: { version: number; revision: string };
}

export const DEFINITION = {
  name: 'export',
  parameters: [{ name: 'region' }],
  tasks: [{ name: 'extract', command: 'echo 1' }],
};

/** A definition as YAML text. */
export const yaml = (name: string, command = 'echo hi'): string =>
  `name: ${name}\ntasks:\n  - name: only\n    command: ${command}\n`;

/** The API's process types as a client sees them. */
export class TypesClient {
  private constructor(readonly api: ApiFixture) {}

  static async start(): Promise<TypesClient> {
    return new TypesClient(await ApiFixture.start());
  }

  close(): Promise<void> {
    return this.api.close();
  }

  list(): Promise<TypeList> {
    return this.api.json<TypeList>('/process-types');
  }

  async find(name: string): Promise<TypeList['processTypes'][number] | undefined> {
    return (await this.list()).processTypes.find((type) => type.name === name);
  }

  async problemOf(file: string): Promise<TypeList['problems'][number] | undefined> {
    return (await this.list()).problems.find((problem) => problem.file === file);
  }

  put(name: string, body: unknown, status = 200, ifMatch?: string): Promise<SavedType> {
    const headers = {
      ...(typeof body === 'string' && { 'Content-Type': 'application/yaml' }),
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    };
    return this.api.json(`/process-types/${name}`, { method: 'PUT', body, status, headers });
  }

  remove(name: string, status = 200): Promise<Record<string, unknown>> {
    return this.api.json(`/process-types/${name}`, { method: 'DELETE', status });
  }

  /** Puts a file in the definitions folder, whole at once. */
  writeFile(file: string, text: string): void {
    const path = join(this.api.typesDir, file);
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  }
}
