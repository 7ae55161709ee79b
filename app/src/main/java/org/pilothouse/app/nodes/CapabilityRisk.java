package org.pilothouse.app.nodes;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.node.Capability;

/** What a capability can do to whoever grants it. */
public enum CapabilityRisk {
    LOOKS("Sees the screen", "It can read whatever the desktop shows.", Tone.NEUTRAL),
    INPUT(
            "Works the desktop",
            "It can click, type and move the pointer; each time as the policy allows.",
            Tone.WARNING),
    OTHER(
            "Reaches further",
            "It can do things outside the desktop. Grant it only to machines that you know.",
            Tone.DANGER);

    private static final Set<String> LOOKING = Set.of("screenshot", "snapshot", "query", "wait-for");
    private static final Set<String> GIVING_INPUT = Set.of("act", "mouse", "keyboard", "clipboard-write");
    private static final String DESKTOP = "tyrum.desktop.";

    private final String title;
    private final String words;
    private final Tone tone;

    CapabilityRisk(String title, String words, Tone tone) {
        this.title = title;
        this.words = words;
        this.tone = tone;
    }

    public String title() {
        return title;
    }

    public String words() {
        return words;
    }

    public Tone tone() {
        return tone;
    }

    static CapabilityRisk of(Capability capability) {
        if (!capability.id().startsWith(DESKTOP)) {
            return OTHER;
        }
        String name = capability.id().substring(DESKTOP.length());
        return LOOKING.contains(name) ? LOOKS : GIVING_INPUT.contains(name) ? INPUT : OTHER;
    }

    /** In the order of risk; groups without a capability are left out. */
    static Map<CapabilityRisk, List<Capability>> groups(List<Capability> capabilities) {
        Map<CapabilityRisk, List<Capability>> groups = new EnumMap<>(CapabilityRisk.class);
        for (Capability capability : capabilities) {
            groups.computeIfAbsent(of(capability), risk -> new ArrayList<>()).add(capability);
        }
        return groups;
    }

    /** Without the prefix that all of them have. */
    static String name(Capability capability) {
        String id = capability.id();
        return id.startsWith(DESKTOP) ? id.substring(DESKTOP.length()) : id.replaceFirst("^tyrum\\.", "");
    }
}
