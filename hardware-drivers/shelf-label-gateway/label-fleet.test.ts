import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLabel, stepLabel, usualLabelPolicy, type LabelInput, type LabelState, type LabelStep } from './label-fleet.ts';

const policy = usualLabelPolicy;
const rice = { id: 11, hash: 'rice' };
const milk = { id: 22, hash: 'milk' };
const heard = (pictureId: number, atMs: number): LabelInput => ({ kind: 'advertised', pictureId, batteryMv: 3000, atMs });
const tick = (atMs: number): LabelInput => ({ kind: 'tick', atMs, listeningSinceMs: 0 });
const turn = (seq: number, atMs: number): LabelInput => ({ kind: 'may-send', seq, atMs });

const play = (inputs: readonly LabelInput[], from: LabelState = newLabel(0)): LabelStep =>
  inputs.reduce<LabelStep>((step, input) => {
    const next = stepLabel(step.state, input, policy);
    return { state: next.state, commands: [...step.commands, ...next.commands], happenings: [...step.happenings, ...next.happenings] };
  }, { state: from, commands: [], happenings: [] });

const kinds = (step: LabelStep): string[] => step.happenings.map(happening => happening.kind);

describe('a label', () => {
  it('counts as shown when it says so itself, not when the gateway says that it was downloaded', () => {
    const downloaded = play([heard(0, 1), { kind: 'want', picture: rice, atMs: 2 }, turn(1, 3), { kind: 'acknowledged', seq: 1, succeeded: true, atMs: 4 }]);
    expect(downloaded.commands).toEqual([{ kind: 'send-picture', picture: rice, seq: 1, because: 'picture-wanted' }]);
    expect(kinds(downloaded)).toEqual(['label-seen']);
    const old = stepLabel(downloaded.state, heard(0, 5), policy);
    expect(old.happenings).toEqual([]);
    const shown = stepLabel(old.state, heard(11, 6), policy);
    expect(shown.happenings).toEqual([{ kind: 'label-shown', pictureId: 11, pictureHash: 'rice' }]);
    expect(stepLabel(shown.state, heard(11, 7), policy).happenings).toEqual([]);
  });

  it('is sent nothing when it shows the wanted picture already', () => {
    const step = play([heard(11, 1), { kind: 'want', picture: rice, atMs: 2 }, turn(1, 3), { kind: 'want', picture: rice, atMs: 4 }]);
    expect(step.commands).toEqual([]);
    expect(kinds(step)).toEqual(['label-seen', 'label-shown']);
  });

  it('is tried three times, each with a new number and twice the patience, then fails aloud and is tried again later', () => {
    let step = play([heard(0, 0), { kind: 'want', picture: rice, atMs: 0 }, turn(1, 0), tick(59_999)]);
    expect(stepLabel(step.state, turn(9, 59_999), policy).commands).toEqual([]);
    step = play([tick(60_000), turn(2, 60_000), heard(0, 179_000), tick(179_999), tick(180_000), turn(3, 180_000), tick(419_999)], step.state);
    expect(step.commands.map(command => [command.seq, command.because])).toEqual([[2, 'no-answer'], [3, 'no-answer']]);
    expect(kinds(step)).toEqual([]);
    step = play([heard(0, 419_999), tick(420_000)], step.state);
    expect(step.happenings).toEqual([{ kind: 'label-failed', pictureId: 11, pictureHash: 'rice', attempts: 3, because: 'no-answer' }]);
    step = play([tick(1_319_999), turn(4, 1_319_999)], step.state);
    expect(step.commands).toEqual([]);
    step = play([tick(1_320_000), turn(5, 1_320_000)], step.state);
    expect(step.commands.map(command => command.because)).toEqual(['failed-before']);
  });

  it('says why it failed: downloaded but never on the display', () => {
    let step = play([heard(0, 0), { kind: 'want', picture: rice, atMs: 0 }]);
    for (let seq = 1, atMs = 0; seq <= 3; seq++, atMs += 1_000_000) {
      step = play([turn(seq, atMs), { kind: 'acknowledged', seq, succeeded: true, atMs: atMs + 1 }, heard(0, atMs + 999_000), tick(atMs + 999_999)], step.state);
    }
    expect(step.happenings.filter(one => one.kind === 'label-failed')).toMatchObject([{ because: 'never-shown', attempts: 3 }]);
  });

  it('is sent one picture at a time: a newer wish waits for the answer to the older', () => {
    let step = play([heard(0, 0), { kind: 'want', picture: rice, atMs: 1 }, turn(1, 2), { kind: 'want', picture: milk, atMs: 3 }, turn(2, 4)]);
    expect(step.commands).toHaveLength(1);
    step = play([{ kind: 'acknowledged', seq: 1, succeeded: true, atMs: 5 }, turn(3, 6)], step.state);
    expect(step.commands).toEqual([{ kind: 'send-picture', picture: milk, seq: 3, because: 'picture-wanted' }]);
  });

  it('does not believe an old display while another picture may still follow', () => {
    // Rice hangs, milk is on its way, then rice is wanted again: rice seen now may still become milk.
    let step = play([heard(11, 0), { kind: 'want', picture: milk, atMs: 1 }, turn(1, 2), { kind: 'want', picture: rice, atMs: 3 }, heard(11, 4)]);
    expect(kinds(step)).toEqual(['label-seen']);
    step = play([{ kind: 'acknowledged', seq: 1, succeeded: true, atMs: 5 }, heard(11, 6), turn(2, 7), heard(11, 8)], step.state);
    expect(step.commands).toHaveLength(1);
    expect(kinds(step)).toEqual([]);
    step = play([{ kind: 'acknowledged', seq: 2, succeeded: true, atMs: 9 }, heard(11, 10)], step.state);
    expect(kinds(step)).toEqual(['label-shown']);
  });

  it('that shows something else later is told and set right', () => {
    const shown = play([heard(11, 0), { kind: 'want', picture: rice, atMs: 1 }]);
    const wrong = play([heard(99, 2), turn(1, 3)], shown.state);
    expect(wrong.happenings).toEqual([{ kind: 'label-wrong-picture', pictureId: 99, wantedPictureId: 11 }]);
    expect(wrong.commands).toMatchObject([{ because: 'wrong-picture-shown' }]);
  });

  it('is missed after ten minutes of listening, once, and noticed when it comes back', () => {
    const step = play([heard(0, 0), tick(599_999), tick(600_000), tick(700_000), heard(0, 700_001)]);
    expect(kinds(step)).toEqual(['label-seen', 'label-silent', 'label-seen']);
    expect(kinds(play([heard(0, 0), { kind: 'tick', atMs: 900_000, listeningSinceMs: 800_000 }]))).toEqual(['label-seen']);
  });

  it('reports a low battery once, not at every cold morning', () => {
    const battery = (batteryMv: number, atMs: number): LabelInput => ({ kind: 'advertised', pictureId: null, batteryMv, atMs });
    expect(kinds(play([battery(2950, 0), battery(2449, 1), battery(2500, 2), battery(2440, 3), battery(2600, 4), battery(2440, 5)])))
      .toEqual(['label-seen', 'label-battery-low', 'label-battery-low']);
  });

  it('never claims a picture that it does not report, and has at most one picture outstanding, whatever happens', () => {
    const picture = fc.constantFrom(rice, milk);
    const input = fc.oneof(
      picture.map(one => (atMs: number): LabelInput => ({ kind: 'want', picture: one, atMs })),
      fc.constantFrom(0, 11, 22).map(id => (atMs: number): LabelInput => heard(id, atMs)),
      fc.tuple(fc.nat(30), fc.boolean()).map(([seq, succeeded]) => (atMs: number): LabelInput => ({ kind: 'acknowledged', seq, succeeded, atMs })),
      fc.nat(30).map(seq => (atMs: number): LabelInput => turn(seq, atMs)),
      fc.nat(30).map(seq => (atMs: number): LabelInput => ({ kind: 'not-handed-over', seq, atMs })),
      fc.constant((atMs: number): LabelInput => tick(atMs)),
    );
    fc.assert(fc.property(fc.array(fc.tuple(input, fc.nat(200_000))), (events) => {
      let state = newLabel(0);
      let atMs = 0;
      for (const [make, laterMs] of events) {
        atMs += laterMs;
        const before = state;
        const step = stepLabel(state, make(atMs), policy);
        state = step.state;
        for (const happening of step.happenings) {
          if (happening.kind === 'label-shown') expect(state).toMatchObject({ reportedPictureId: happening.pictureId, wanted: { id: happening.pictureId } });
        }
        if (before.delivery.phase === 'sent') expect(step.commands).toEqual([]);
        expect(step.commands.length).toBeLessThanOrEqual(1);
      }
    }), { numRuns: 2000 });
  });
});
