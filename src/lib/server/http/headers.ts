/** Headers every answer carries, static files and refusals included (server.ts). The content security policy of pages comes from vite.config.ts. */
export const always: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Adds the security headers, the request id, and to 503 when to try again. Immutable answers (redirects) are copied. */
export function secure(response: Response, requestId: string): Response {
  const answer = withOwnHeaders(response);
  const { headers } = answer;
  for (const [name, value] of Object.entries(always)) headers.set(name, value);
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  }
  if (response.status === 503 && !headers.has('retry-after')) headers.set('retry-after', '30');
  headers.set('x-request-id', requestId);
  return answer;
}

/** The answer itself where its headers may be set: copying would send the page through a stream. */
function withOwnHeaders(response: Response): Response {
  try {
    response.headers.delete('x-request-id');
    return response;
  } catch {
    return new Response(response.body, response);
  }
}
