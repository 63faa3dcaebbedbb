// A real OpenID Connect provider on this machine, for tests. Arguments: client id and secret. PUT /settings with JSON says
// what it calls itself (issuer) and where it sends people back to (redirectUri). Whoever types a name there is that
// person; PUT /people/<name> with JSON says what is claimed of them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';

const [clientId, clientSecret] = process.argv.slice(2);
const people = new Map();
let answer;

function serve({ issuer, redirectUri }) {
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['preferred_username', 'roles', 'realm_access'], email: ['email'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    // What the client asks for is agreed to.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  answer = provider.callback();
}

const server = createServer(async (request, response) => {
  const [, person] = /^\/people\/([\w-]+)$/.exec(request.url) ?? [];
  if (person === undefined && request.url !== '/settings') return answer(request, response);
  const body = await json(request);
  if (person === undefined) serve(body);
  else people.set(person, body);
  response.end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`listening on ${server.address().port}`);
