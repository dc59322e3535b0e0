// How the two browser applications in web/, desk and survey, are built and served while developing.
// The map library is its own file, so that screens without a map never load it.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { VitePWA } from 'vite-plugin-pwa';
import { firstFiles } from './web/first-files.ts';
import { surveyFiles } from './web/survey-files.ts';

/** The server that the development server asks. */
const server = process.env.API_ORIGIN ?? 'http://127.0.0.1:8080';

const survey = surveyFiles();
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  root: 'web',
  plugins: [
    react(),
    survey.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'sw',
      filename: 'sw.ts',
      registerType: 'prompt',
      // The survey pages register it themselves: nobody else needs the application without a network.
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{js,mjs,css,html,svg,png,woff2,webmanifest}'],
        maximumFileSizeToCacheInBytes: 3_000_000,
        // Every megabyte counts on a phone: the desk's pages are read from the network.
        manifestTransforms: [
          (entries) => ({ manifest: entries.filter(({ url }) => survey.isNeeded(url)), warnings: [] }),
        ],
      },
      manifest: {
        id: '/khao-sat',
        name: 'Cổng An Toàn – Khảo sát',
        short_name: 'Cổng An Toàn',
        description: 'Khảo sát tuyến đường đến trường, làm được cả khi không có mạng',
        lang: 'vi',
        start_url: '/khao-sat',
        scope: '/',
        display: 'standalone',
        orientation: 'portrait',
        theme_color: '#1d4477',
        background_color: '#ffffff',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
    // Served as they are, by gzip and by brotli.
    compression({ include: /\.(html|css|js|svg|webmanifest)$/, threshold: 1_024 }),
  ],
  // With the slash: "/api" alone would also take the file api.ts.
  server: { proxy: { '^/api/': server, '^/tiles/': server } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The map library alone is about 1.1 MB before compression, and is loaded with the map only.
    chunkSizeWarningLimit: 1_200,
    modulePreload: { resolveDependencies: survey.preloads },
    rolldownOptions: {
      input: ['web/index.html', 'web/khao-sat.html'],
      output: {
        codeSplitting: {
          groups: [
            { name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            ...firstFiles({ desk: pathOf('web/main.tsx'), survey: pathOf('web/survey-main.tsx') }),
            // By who needs it: the calendar of one dialog is no part of the first page.
            { name: 'mantine', test: /node_modules[\\/]@mantine[\\/]/, entriesAware: true },
            { name: 'icons', test: /node_modules[\\/]@tabler[\\/]/ },
          ],
        },
      },
    },
  },
});
