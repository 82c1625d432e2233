// An OpenID Connect provider for the tests of single sign-on: a certified implementation, with people who need
// no password and accept everything. Usage: node oidc-provider.mjs <redirect URI> <post-logout redirect URI> [end of the issuer]
// It prints one line, {"issuer": "http://127.0.0.1:…"}, and ends when its standard input does.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [redirect, afterLogout, end = ''] = process.argv.slice(2);

/** What the authorization address of a provider may carry that refuses whatever it does not know, as ProConnect does. */
const known = ['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'acr_values', 'claims'];

function client(id, more) {
  return {
    client_id: id, client_secret: 'a secret of the tests', redirect_uris: [redirect], post_logout_redirect_uris: [afterLogout],
    grant_types: ['authorization_code'], response_types: ['code'], ...more,
  };
}

const settings = {
  clients: [
    client('plain', { token_endpoint_auth_method: 'client_secret_basic' }),
    client('signed', { token_endpoint_auth_method: 'client_secret_post', userinfo_signed_response_alg: 'RS256' }),
    client('strict', { token_endpoint_auth_method: 'client_secret_post', userinfo_signed_response_alg: 'RS256' }),
  ],
  claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name', 'uid'] },
  acrValues: ['low', 'high'],
  features: {
    devInteractions: { enabled: false }, jwtUserinfo: { enabled: true }, claimsParameter: { enabled: true }, revocation: { enabled: true },
  },
  pkce: { required: () => false },
  jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  ttl: { AccessToken: 60, AuthorizationCode: 30, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600 },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, email: `${id}@example.org`, email_verified: true, name: `Person ${id}`, given_name: 'Person', family_name: id, uid: `uid-${id}`,
    }),
  }),
  async loadExistingGrant(ctx) {
    const { client: { clientId }, session: { accountId }, provider } = ctx.oidc;
    const grant = new provider.Grant({ clientId, accountId });
    grant.addOIDCScope('openid email profile');
    grant.addOIDCClaims(['acr', 'amr']);
    await grant.save();
    return grant;
  },
};

/** The sign-in page: whoever one says one is. */
async function interact(provider, request, response) {
  if (request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html');
    response.end('<form method="post"><input name="login"></form>');
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get('login');
  const result = accountId ? { login: { accountId, acr: 'high', amr: ['pwd', 'mfa'] } } : { error: 'access_denied', error_description: 'left without signing in' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function tooStrictFor(address) {
  const asked = address.searchParams;
  return address.pathname === '/auth' && asked.get('client_id') === 'strict'
    && ([...asked.keys()].some((name) => !known.includes(name)) || asked.get('state').length < 32 || asked.get('nonce').length < 32);
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}${end}`;
  const provider = new Provider(issuer, settings);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const address = new URL(request.url, issuer);
    if (tooStrictFor(address)) {
      response.statusCode = 400;
      response.end('Y000400');
    } else if (address.pathname.startsWith('/interaction/')) {
      interact(provider, request, response).catch((fault) => {
        response.statusCode = 500;
        response.end(String(fault));
      });
    } else {
      answer(request, response);
    }
  });
  console.log(JSON.stringify({ issuer }));
});

process.stdin.on('end', () => process.exit(0)).resume();
