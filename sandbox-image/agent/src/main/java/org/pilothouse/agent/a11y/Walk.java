package org.pilothouse.agent.a11y;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the tree from the top, level by level, many elements at a time, each program in turn: a limit cuts off the
 * depths of all programs alike, and closed menus and hidden pages before what is on the screen.
 */
final class Walk {
    /** So many elements are asked about at once; each takes four to six calls. */
    private static final int BATCH = 128;

    static final int MAX_DEPTH = 32;
    private static final int MAX_PROGRAMS = 256;

    private final Questions questions;
    private final Probe probe;
    private final int maxElements;
    private final int maxChildren;
    private final Set<ElementRef> met = new HashSet<>();
    private final List<Seen> elements = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    /** The children of elements at this depth are not read. */
    private int lowest = MAX_DEPTH;
    /** Steps that are still to be done, of all branches. */
    private int queued;

    /**
     * @param probe what to ask each element
     * @param maxElements to read altogether
     * @param maxChildren to read of each element
     */
    Walk(Questions questions, Probe probe, int maxElements, int maxChildren) {
        this.questions = questions;
        this.probe = probe;
        this.maxElements = maxElements;
        this.maxChildren = maxChildren;
    }

    /** What is still to be read of one program. */
    private static final class Branch {
        private final Deque<Step> showing = new ArrayDeque<>();
        private final Deque<Step> hidden = new ArrayDeque<>();

        int size() {
            return showing.size() + hidden.size();
        }
    }

    private record Step(Seen element, int depth, Branch branch) {}

    /**
     * All elements, parents before their children; the first is the desktop.
     *
     * @throws AccessibilityException where there is no desktop
     */
    List<Seen> all() throws AccessibilityException, InterruptedException {
        return of(Part.EVERYTHING, MAX_DEPTH);
    }

    /** As {@link #all}, of the programs of one process, or so many levels deep. */
    List<Seen> of(Part part, int depth) throws AccessibilityException, InterruptedException {
        lowest = Math.min(depth, MAX_DEPTH);
        Seen desktop = new Seen(ElementRef.ROOT, null);
        desktop.role = "desktop frame";
        met.add(desktop.ref);
        elements.add(desktop);
        Questions.Asked name = questions.askProperty(desktop.ref, Questions.ACCESSIBLE, "Name");
        Object programs = questions
                .askAndWait(desktop.ref, Questions.ACCESSIBLE, "GetChildren", "")
                .orElseThrow(() -> new AccessibilityException(
                        "accessibility is unavailable: the registry of programs does not answer", null));
        desktop.name = questions
                .answer(name)
                .map(n -> Answers.text(n, Details.MAX_TEXT))
                .orElse("");
        Map<Seen, Questions.Asked> toolkits = new LinkedHashMap<>();
        for (Seen program : children(desktop, programs, depth > 0 ? MAX_PROGRAMS : 0)) {
            if (part instanceof Part.Program one
                    && questions.process(program.ref.bus()).orElse(0) != one.pid()) {
                continue;
            }
            Branch branch = new Branch();
            branch.showing.add(new Step(program, 1, branch));
            branches.add(branch);
            queued++;
            if (!questions.kinds().knows(program.ref.bus())) {
                toolkits.put(program, questions.askProperty(program.ref, Questions.APPLICATION, "ToolkitName"));
            }
        }
        readToolkits(toolkits);
        readOn();
        for (Seen program : desktop.children) {
            program.unresponsive = questions.hangs(program.ref.bus());
        }
        return elements;
    }

    private void readToolkits(Map<Seen, Questions.Asked> asked) throws AccessibilityException, InterruptedException {
        for (Map.Entry<Seen, Questions.Asked> one : asked.entrySet()) {
            Optional<Object> toolkit = questions.answer(one.getValue());
            String program = one.getKey().ref.bus();
            if (!questions.hangs(program)) {
                questions.kinds().note(program, Answers.text(toolkit.orElse(""), Details.MAX_TEXT));
            }
        }
    }

    /** An element that was read already, and what is in it so many levels deep. */
    List<Seen> below(Seen root, int depth) throws AccessibilityException, InterruptedException {
        lowest = Math.min(MAX_DEPTH, depth + 1);
        met.add(root.ref);
        elements.add(root);
        Branch branch = new Branch();
        branches.add(branch);
        Optional<Object> children = questions.askAndWait(root.ref, Questions.ACCESSIBLE, "GetChildren", "");
        if (children.isPresent() && depth > 0) {
            enqueue(new Step(root, 1, branch), children.get());
        }
        readOn();
        return elements;
    }

    private void readOn() throws AccessibilityException, InterruptedException {
        while (elements.size() < maxElements && !questions.timeIsUp()) {
            List<Step> batch = batch();
            if (batch.isEmpty()) {
                break;
            }
            read(batch);
            questions.clear();
        }
    }

    /** The next elements, one of each program in turn. */
    private List<Step> batch() {
        int most = Math.min(BATCH, maxElements - elements.size());
        List<Step> batch = new ArrayList<>();
        boolean more = true;
        while (more && batch.size() < most) {
            more = false;
            for (Branch branch : branches) {
                if (batch.size() < most && !branch.showing.isEmpty()) {
                    batch.add(branch.showing.removeFirst());
                    more = true;
                }
            }
        }
        if (batch.isEmpty()) {
            for (Branch branch : branches) {
                while (batch.size() < most && !branch.hidden.isEmpty()) {
                    batch.add(branch.hidden.removeFirst());
                }
            }
        }
        queued -= batch.size();
        return batch;
    }

    private record Asked(Step step, Probe.Asked element, Questions.Asked children) {}

    private void read(List<Step> batch) throws AccessibilityException, InterruptedException {
        List<Asked> asked = new ArrayList<>();
        for (Step step : batch) {
            asked.add(new Asked(
                    step,
                    probe.ask(questions, step.element(), step.depth() == 1),
                    questions.ask(step.element().ref, Questions.ACCESSIBLE, "GetChildren", "")));
        }
        for (Asked one : asked) {
            Seen element = one.step().element();
            Seen parent = element.parent;
            if (!probe.answer(questions, one.element())) {
                if (one.step().depth() != 1 || !questions.hangs(element.ref.bus())) {
                    // It went away.
                    continue;
                }
                element.role = "application";
                element.name = processName(element.ref);
            }
            elements.add(element);
            if (parent != null) {
                parent.children.add(element);
            }
            Optional<Object> children = questions.answer(one.children());
            if (children.isPresent() && one.step().depth() < lowest) {
                enqueue(one.step(), children.get());
            }
        }
    }

    private void enqueue(Step parent, Object children) {
        // Programs have no states of their own.
        boolean shows = parent.depth() == 1 || parent.element().claimsToShow();
        Branch branch = parent.branch();
        int room = room(branch);
        for (Seen child : children(parent.element(), children, Math.min(maxChildren, room))) {
            (shows ? branch.showing : branch.hidden).add(new Step(child, parent.depth() + 1, branch));
            queued++;
        }
    }

    /** How many more steps a branch may have: what is never reached takes no room, and nobody takes that of others. */
    private int room(Branch branch) {
        int most = 2 * maxElements;
        return Math.max(0, Math.max(most - queued, most / branches.size() - branch.size()));
    }

    /** Those that were not met before: what programs call a tree may have cycles. */
    private List<Seen> children(Seen parent, Object answer, int most) {
        List<Seen> children = new ArrayList<>();
        if (answer instanceof List<?> list) {
            for (Object child : list.subList(0, Math.min(list.size(), most))) {
                ElementRef.read(child).filter(met::add).ifPresent(ref -> children.add(new Seen(ref, parent)));
            }
        }
        return children;
    }

    /** What the system calls a program that does not tell its name. */
    private String processName(ElementRef program) throws AccessibilityException, InterruptedException {
        OptionalLong pid = questions.process(program.bus());
        if (pid.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid.getAsLong()), "comm"))
                    .strip();
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }
}
