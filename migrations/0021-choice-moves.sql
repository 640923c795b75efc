-- What values of a dropdown become after its choices were edited, while the job that changes them is at work; see
-- src/features/custom-fields/choice-moves.ts.
alter table custom_field add column choice_moves jsonb;
