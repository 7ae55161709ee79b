package org.pilothouse.agent.a11y;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What elements are, as opposed to how they are at the moment: their interfaces and the names of their actions. Programs
 * of GTK never change these as long as an element keeps its role, so they are asked for once, a third of all calls;
 * names, states, places and children are always asked for. Those of other toolkits may change, and are not kept. Safe for
 * use by many threads.
 */
final class Kinds {
    private static final int MOST = 8192;
    private static final int MOST_PROGRAMS = 1024;
    private static final String LASTING_TOOLKIT = "gtk";

    private record Kind(
            String role, List<String> interfaces, @Nullable List<String> actions) {}

    /** The least recently used goes first. */
    private final Map<ElementRef, Kind> known = new LinkedHashMap<>(64, 0.75f, true);
    /** Equal ones are kept once: there are some dozens of them. */
    private final Map<Kind, Kind> distinct = new HashMap<>();
    /** Whether its elements stay what they are, by program. */
    private final Map<String, Boolean> lasting = new HashMap<>();

    /** Whether it was told already what the program is made with. */
    synchronized boolean knows(String program) {
        return lasting.containsKey(program);
    }

    synchronized void note(String program, String toolkit) {
        if (lasting.size() >= MOST_PROGRAMS) {
            clear();
        }
        lasting.put(program, toolkit.equalsIgnoreCase(LASTING_TOOLKIT));
    }

    /** Its interfaces, if it still has the role that it had then. */
    synchronized Optional<List<String>> interfaces(ElementRef ref, String role) {
        Kind kind = known.get(ref);
        return kind != null && kind.role().equals(role) ? Optional.of(kind.interfaces()) : Optional.empty();
    }

    synchronized boolean has(ElementRef ref) {
        return known.containsKey(ref);
    }

    synchronized Optional<List<String>> actions(ElementRef ref, String role) {
        Kind kind = known.get(ref);
        return kind != null && kind.role().equals(role) ? Optional.ofNullable(kind.actions()) : Optional.empty();
    }

    synchronized void keepInterfaces(ElementRef ref, String role, List<String> interfaces) {
        if (Boolean.TRUE.equals(lasting.get(ref.bus())) && !interfaces.isEmpty()) {
            keep(ref, new Kind(role, List.copyOf(interfaces), null));
        }
    }

    /** Of an element whose interfaces are kept. */
    synchronized void keepActions(ElementRef ref, List<String> actions) {
        Kind kind = known.get(ref);
        if (kind != null && !actions.isEmpty() && actions.stream().noneMatch(String::isEmpty)) {
            keep(ref, new Kind(kind.role(), kind.interfaces(), List.copyOf(actions)));
        }
    }

    private void keep(ElementRef ref, Kind kind) {
        if (distinct.size() >= MOST) {
            clear();
        }
        Kind one = distinct.putIfAbsent(kind, kind);
        known.put(ref, one == null ? kind : one);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** Names of programs are of one bus. */
    synchronized void clear() {
        known.clear();
        distinct.clear();
        lasting.clear();
    }
}
