export * from './cli-executor.module';
export * from './command-executor';
export * from './create-command-executor';
export * from './isolation-refused';
export * from './shell-variables';
export { FolderRefusedError } from './working-folder';
