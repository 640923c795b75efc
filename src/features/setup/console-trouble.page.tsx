import { Outlet } from 'react-router';
import { ErrorPage } from '#ui/error-page.tsx';
import type { Route } from './+types/console-trouble.page.ts';

/** Between the console's frame and its pages: trouble with one of them takes the page away and leaves the frame. */
export default function ConsoleTrouble() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} isFramed />;
}
