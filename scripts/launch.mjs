// What npm start comes to when all is installed and built; npm start of the package (npm run package).
import { endWithNpm } from './steps/end-with-npm.mjs';
import { requireNode } from './steps/node-version.mjs';

requireNode();
endWithNpm();
await import('../dist/apps/cli/src/main.js');
