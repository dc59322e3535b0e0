// The Express application: security headers, parsers, every operation of the contract, the pages, one error handler.
import { randomUUID } from 'node:crypto';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import expressStaticGzip from 'express-static-gzip';
import helmet from 'helmet';
import multer from 'multer';
import { pinoHttp } from 'pino-http';
import { signIn } from '../contract/account.ts';
import { operations } from '../contract/operations.ts';
import { accidentEndpoints } from './accidents/endpoints.ts';
import { accountEndpoints } from './accounts/endpoints.ts';
import { catalogueEndpoints } from './catalogue/endpoints.ts';
import { comparisonEndpoints } from './comparison/endpoints.ts';
import type { Context } from './context.ts';
import { coverageEndpoints } from './coverage/endpoints.ts';
import { evaluationEndpoints } from './evaluations/endpoints.ts';
import { exportEndpoints } from './exports/endpoints.ts';
import { fieldEndpoints } from './field/endpoints.ts';
import { findingEndpoints } from './findings/endpoints.ts';
import { gateModelEndpoints } from './gate-models/endpoints.ts';
import { hotspotEndpoints } from './hotspots/endpoints.ts';
import type { Endpoint } from './http/endpoint.ts';
import { apiDocument } from './http/openapi.ts';
import { upload } from './http/upload.ts';
import { importEndpoints } from './imports/endpoints.ts';
import { networkEndpoints } from './network/endpoints.ts';
import { outboxEndpoints } from './outbox/endpoints.ts';
import { overviewEndpoints } from './overview/endpoints.ts';
import { patternEndpoints } from './patterns/endpoints.ts';
import { photoEndpoints } from './photos/endpoints.ts';
import { pilotEndpoints } from './pilots/endpoints.ts';
import { planEndpoints } from './plans/endpoints.ts';
import { predictionEndpoints } from './prediction/endpoints.ts';
import { presetEndpoints } from './presets/endpoints.ts';
import { Problem, problemDocument } from './problem.ts';
import { qualityEndpoints } from './quality/endpoints.ts';
import { riskEndpoints } from './risk/endpoints.ts';
import { runEndpoints } from './runs/endpoints.ts';
import { schoolEndpoints } from './schools/endpoints.ts';
import { screeningEndpoints } from './screening/endpoints.ts';
import { searchEndpoints } from './search/endpoints.ts';
import { spotEndpoints } from './spots/endpoints.ts';
import { surveyEndpoints } from './surveys/endpoints.ts';
import { tileEndpoints } from './tiles/endpoints.ts';
import { unitEndpoints } from './units/endpoints.ts';
import { withdrawalEndpoints } from './withdrawals/endpoints.ts';

const endpoints: Endpoint[] = [
  ...accountEndpoints,
  ...unitEndpoints,
  ...schoolEndpoints,
  ...patternEndpoints,
  ...overviewEndpoints,
  ...accidentEndpoints,
  ...networkEndpoints,
  ...searchEndpoints,
  ...spotEndpoints,
  ...surveyEndpoints,
  ...findingEndpoints,
  ...photoEndpoints,
  ...withdrawalEndpoints,
  ...coverageEndpoints,
  ...fieldEndpoints,
  ...importEndpoints,
  ...outboxEndpoints,
  ...qualityEndpoints,
  ...runEndpoints,
  ...comparisonEndpoints,
  ...presetEndpoints,
  ...hotspotEndpoints,
  ...predictionEndpoints,
  ...riskEndpoints,
  ...planEndpoints,
  ...pilotEndpoints,
  ...evaluationEndpoints,
  ...catalogueEndpoints,
  ...gateModelEndpoints,
  ...screeningEndpoints,
  ...tileEndpoints,
  ...exportEndpoints,
];

export type AppOptions = {
  /** Folder of the built pages; absent in tests of the API. */
  pages?: string;
  /** False while starting or stopping: /readyz answers 503. */
  isReady: () => boolean;
};

/** The application for one context. Throws when an operation of the contract is not served, or served twice. */
export function createApp(context: Context, options: AppOptions): Express {
  const served = endpoints.map((one) => one.operation.name);
  const missing = operations.filter((one) => !served.includes(one.name));
  if (missing.length > 0 || new Set(served).size !== served.length) {
    throw new Error(`operations not served exactly once: ${missing.map((one) => one.name).join(', ')}`);
  }

  const app = express();
  app.set('query parser', 'simple');
  app.set('etag', 'weak');
  app.disable('x-powered-by');
  if (context.config.behindHttps) app.set('trust proxy', 1);

  app.use(securityHeaders(context.config.behindHttps));
  app.use(
    pinoHttp({
      logger: context.log,
      genReqId: (request) => {
        const given = request.headers['x-request-id'];
        return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
      },
      // No headers, bodies or query strings: they may hold what must never be logged.
      serializers: {
        req: (request: { id: unknown; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
      },
    }),
  );

  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', (_request, response) => {
    response.status(options.isReady() ? 200 : 503).json({ ready: options.isReady() });
  });

  app.use(compression());
  app.use(express.json({ limit: '250kb' }));
  // Made when first asked for: it takes longer than all the rest of this function.
  let document: string | undefined;
  app.get('/api/openapi.json', (_request, response) => {
    document ??= JSON.stringify(apiDocument(context.codeVersion));
    response.type('application/vnd.oai.openapi+json;version=3.0').send(document);
  });

  app.post(
    signIn.path,
    rateLimit({
      windowMs: 15 * 60_000,
      limit: 20,
      skipSuccessfulRequests: true,
      handler: (_request, _response, next) => next(new Problem('too-many-requests')),
    }),
  );
  for (const { operation, handle } of endpoints) {
    const handlers =
      operation.upload === undefined ? [handle(context)] : [upload(operation.upload), handle(context)];
    app[operation.method](operation.path, ...handlers);
  }
  app.use(['/api', '/tiles'], () => {
    throw new Problem('not-found');
  });

  if (options.pages !== undefined) {
    // Compressed beside the originals when they were built. A name in assets/ holds a hash of the content.
    const compressed = { enableBrotli: true, orderPreference: ['br', 'gzip'], index: false };
    app.use(
      '/assets',
      expressStaticGzip(`${options.pages}/assets`, {
        ...compressed,
        serveStatic: { immutable: true, maxAge: '365d' },
      }),
      () => {
        throw new Problem('not-found');
      },
    );
    app.use(
      expressStaticGzip(options.pages, {
        ...compressed,
        serveStatic: { setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache') },
      }),
    );
    // The survey is an application of its own; every other page starts from that of the desk.
    app.get('/{*path}', (request, response) => {
      const page = /^\/khao-sat(\/|$)/.test(request.path) ? 'khao-sat.html' : 'index.html';
      response.set('Cache-Control', 'no-cache').sendFile(page, { root: options.pages });
    });
  }
  app.use(handleError(context));
  return app;
}

function securityHeaders(https: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'worker-src': ["'self'"],
        // Mantine and MapLibre set inline styles; scripts never are.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(https && { 'upgrade-insecure-requests': [] }),
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
  });
}

function handleError(context: Context): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const problem = planned(thrown);
    const shown = problem ?? new Problem('internal');
    if (problem === undefined) context.log.error({ err: thrown, request: request.id }, 'unplanned failure');
    response
      .status(shown.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemDocument(shown, String(request.id))));
  };
}

function planned(thrown: unknown): Problem | undefined {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof multer.MulterError) {
    return new Problem(thrown.code === 'LIMIT_FILE_SIZE' ? 'too-large' : 'bad-file', {
      detailEn: thrown.message,
    });
  }
  if (typeof thrown === 'object' && thrown !== null && 'type' in thrown) {
    if (thrown.type === 'entity.parse.failed') return new Problem('bad-json');
    if (thrown.type === 'entity.too.large') return new Problem('too-large');
  }
  if (thrown instanceof URIError) return new Problem('not-found');
  return undefined;
}
