// A real OpenID Connect provider on this machine, for tests. Arguments: port (0: any), client id, secret, redirect URI.
// Whoever types a name is that person; PUT /people/<name> with JSON says what is claimed of them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';

const [port, clientId, clientSecret, redirectUri] = process.argv.slice(2);
const people = new Map();
const server = createServer().listen(Number(port), '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

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
const answer = provider.callback();
server.on('request', (request, response) => {
  const [, name] = /^\/people\/([\w-]+)$/.exec(request.url) ?? [];
  if (name === undefined) return answer(request, response);
  void json(request).then((claims) => {
    people.set(name, claims);
    response.end();
  });
});
console.log(`listening at ${issuer}`);
