// The address of the survey on the phone, which is an application of its own.
import { createRoute } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PanelSkeleton } from '../screens/states.tsx';
import { underRoot } from './root.tsx';

/** One address for all its pages: a walk that is being recorded goes on from page to page. */
export const surveyPath = '/khao-sat/$';

/** As the desk knows it: a link there asks the server for the survey's own page. */
export const elsewhere = createRoute({ getParentRoute: underRoot, path: surveyPath, component: OtherPage });

/** An address of the other application, reached by a link within this one. */
export function OtherPage() {
  useEffect(() => location.reload(), []);
  return <PanelSkeleton />;
}
