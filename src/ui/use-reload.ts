import { useCallback, useEffect, useState } from 'react';
import { useNavigation, useRevalidator } from 'react-router';

/**
 * Gives a function that asks for what the page shows anew, as soon as nothing else is on its way: breaking off the answer
 * to a form or to a step elsewhere would be an error of the script.
 */
export function useReload(): () => void {
  const { state: reloading, revalidate } = useRevalidator();
  const { state: going } = useNavigation();
  const [isWanted, setWanted] = useState(false);
  const isQuiet = reloading === 'idle' && going === 'idle';
  useEffect(() => {
    if (!isWanted || !isQuiet) return;
    setWanted(false);
    revalidate();
  }, [isWanted, isQuiet, revalidate]);
  return useCallback(() => setWanted(true), []);
}
