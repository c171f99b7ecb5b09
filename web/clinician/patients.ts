// Patients, risk, flags and the week as the clinician's pages use them.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listAnswers, listWeekMessages, readClinicianAnalytics } from '../../contract/analytics.ts';
import { acknowledgeFlag, assessRisk, listPatients, readPatient } from '../../contract/patients.ts';
import type { PatientFilter, PatientSort, RiskLevel } from '../../contract/patients.ts';
import { call } from '../api/call.ts';
import { sentenceFor } from '../api/sentence.ts';
import { toast } from '../kit/Toasts.tsx';
import { keys } from '../live/cache.ts';

const pageSize = 100;

export interface Asked {
  readonly query: string;
  readonly filter: PatientFilter;
  readonly sort: PatientSort;
}

export const usePatients = (asked: Asked) =>
  useInfiniteQuery({
    queryKey: keys.patientsBy(asked),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(listPatients, { query: { ...asked, limit: pageSize, ...(pageParam && { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const usePatient = (id: string) =>
  useQuery({
    queryKey: keys.patient(id),
    queryFn: ({ signal }) => call(readPatient, { params: { id }, signal }),
  });

export const useWeek = () =>
  useQuery({ queryKey: keys.week, queryFn: ({ signal }) => call(readClinicianAnalytics, { signal }) });

const rows = (cursor: string | null) => ({ limit: 50, ...(cursor && { cursor }) });

export const useAnswers = () =>
  useInfiniteQuery({
    queryKey: ['week', 'answers'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => call(listAnswers, { query: rows(pageParam), signal }),
    getNextPageParam: (page) => page.nextCursor,
  });

export const useWeekMessages = () =>
  useInfiniteQuery({
    queryKey: ['week', 'messages'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => call(listWeekMessages, { query: rows(pageParam), signal }),
    getNextPageParam: (page) => page.nextCursor,
  });

function useChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.patients }),
      client.invalidateQueries({ queryKey: ['patient'] }),
      client.invalidateQueries({ queryKey: keys.week }),
    ]);
}

export function useAssess(patientId: string) {
  const { t } = useTranslation();
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: { level: RiskLevel; note: string; clientId: string }) =>
      call(assessRisk, { params: { id: patientId }, body }),
    onSuccess: () => {
      toast(t('clinician.assessed'));
      return changed();
    },
  });
}

export function useAcknowledge() {
  const { t } = useTranslation();
  const changed = useChanged();
  return useMutation({
    mutationFn: (id: string) => call(acknowledgeFlag, { params: { id } }),
    onSuccess: () => {
      toast(t('clinician.acknowledged'));
      return changed();
    },
    onError: (error) => toast(sentenceFor(error), 'wrong'),
  });
}
