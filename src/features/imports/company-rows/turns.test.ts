import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from './turns.ts';

test('rows that only meet a thing have one turn together, between those that change it', () => {
  const turns = createTurns();
  turns.take(1, { own: ['a'], met: ['p'] });
  turns.take(2, { own: ['b'], met: ['p'] });
  turns.take(3, { own: ['p'], met: [] });
  turns.take(4, { own: ['c'], met: ['p'] });
  turns.take(5, { own: ['d'], met: ['p'] });
  turns.take(6, { own: ['a'], met: [] });
  turns.take(7, { own: ['e'], met: ['q'] });
  assert.deepEqual(
    [...turns.steps()],
    [
      [3, 1],
      [4, 2],
      [5, 2],
      [6, 1],
    ],
  );
});

test('whoever meets a thing has no turn before those who have met it further up', () => {
  const turns = createTurns();
  turns.take(1, { own: ['a'], met: [] });
  turns.take(2, { own: ['a'], met: ['p'] });
  turns.take(3, { own: ['b'], met: ['p'] });
  assert.deepEqual(
    [...turns.steps()],
    [
      [2, 1],
      [3, 1],
    ],
  );
});
