// Templates as the pages ask for them: all that a person can use, kept afresh after every change.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyInput } from '../../contract/endpoint.ts';
import {
  changeTemplate,
  createTemplate,
  deleteTemplate,
  listTemplates,
  useTemplate as sendTemplate,
} from '../../contract/templates.ts';
import type { Template } from '../../contract/templates.ts';
import { call } from '../api/call.ts';
import { useMe } from '../api/hooks.ts';
import { readAll } from '../api/read-all.ts';
import { keys } from '../live/cache.ts';
import { foldOwnMessage } from '../live/fold.ts';

/** Of a colleague's shared template no event tells: asked for again after half a minute. */
const freshMs = 30_000;

export function useTemplates() {
  return useQuery({
    queryKey: keys.templates,
    queryFn: ({ signal }) => readAll((page) => call(listTemplates, { query: page, signal })),
    staleTime: freshMs,
  });
}

function useAfresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.templates });
}

interface Content {
  clientId: string;
  name: string;
  category: string | null;
  body: string;
  shared: boolean;
}

/** Makes a template, or changes the one given. */
export function useKeepTemplate(template: Template | null) {
  const onSettled = useAfresh();
  return useMutation({
    mutationFn: ({ clientId, ...content }: Content) =>
      template
        ? call(changeTemplate, { params: { id: template.id }, body: content })
        : call(createTemplate, { body: { clientId, ...content } }),
    onSettled,
  });
}

export function useDeleteTemplate() {
  const onSettled = useAfresh();
  return useMutation({ mutationFn: (id: string) => call(deleteTemplate, { params: { id } }), onSettled });
}

export function useSendTemplate(id: string) {
  const client = useQueryClient();
  const me = useMe().id;
  const afresh = useAfresh();
  return useMutation({
    mutationFn: (body: BodyInput<typeof sendTemplate>) => call(sendTemplate, { params: { id }, body }),
    onSuccess: (message) => {
      foldOwnMessage(client, message, me);
      return afresh();
    },
  });
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those with the word in name, category or text, by category; those without one come last. */
export function byCategory(templates: readonly Template[], find: string): [string | null, Template[]][] {
  const word = folded(find.trim());
  const found = templates.filter(({ name, category, body }) =>
    folded(`${name}\n${category ?? ''}\n${body}`).includes(word),
  );
  const groups = Map.groupBy(
    found.toSorted((a, b) => a.name.localeCompare(b.name)),
    ({ category }) => category,
  );
  return [...groups].toSorted(([a], [b]) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)));
}
