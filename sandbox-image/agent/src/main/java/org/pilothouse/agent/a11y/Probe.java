package org.pilothouse.agent.a11y;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The questions about one element, and what becomes of their answers. */
enum Probe {
    /** Enough to choose by: role, name, states. */
    CHOICE,
    /** Those, and where it is and what it can do. */
    WHOLE;

    private static final int MAX_ROLE = 64;
    static final int MAX_INTERFACES = 32;
    /** Screen coordinates, among the kinds of AT-SPI. */
    private static final int SCREEN = 0;

    /** Where the questions are under way; without those that this probe leaves out, or whose answer is known. */
    record Asked(
            Seen element,
            Questions.Asked role,
            Questions.Asked name,
            Questions.Asked states,
            Questions.@Nullable Asked bounds,
            Questions.@Nullable Asked interfaces) {}

    /**
     * @param program it is no element proper but a program, and these have no place; GTK complains when asked for it
     */
    Asked ask(Questions questions, Seen element, boolean program) throws AccessibilityException {
        ElementRef ref = element.ref;
        return new Asked(
                element,
                questions.ask(ref, Questions.ACCESSIBLE, "GetRoleName", ""),
                questions.askProperty(ref, Questions.ACCESSIBLE, "Name"),
                questions.ask(ref, Questions.ACCESSIBLE, "GetState", ""),
                this == CHOICE || program ? null : askBounds(questions, ref),
                this == CHOICE || questions.kinds().has(ref) ? null : askInterfaces(questions, ref));
    }

    static Questions.Asked askBounds(Questions questions, ElementRef ref) throws AccessibilityException {
        return questions.ask(ref, Questions.COMPONENT, "GetExtents", "u", SCREEN);
    }

    static Questions.Asked askInterfaces(Questions questions, ElementRef ref) throws AccessibilityException {
        return questions.ask(ref, Questions.ACCESSIBLE, "GetInterfaces", "");
    }

    /** Takes the answers in; false where the element is not there any more, or its program does not answer. */
    boolean answer(Questions questions, Asked asked) throws AccessibilityException, InterruptedException {
        Optional<Object> role = questions.answer(asked.role());
        if (role.isEmpty()) {
            return false;
        }
        Seen element = asked.element();
        String roleName = Answers.text(role.get(), MAX_ROLE);
        element.role = roleName.isEmpty() ? "unknown" : roleName;
        element.name = questions
                .answer(asked.name())
                .map(n -> Answers.text(n, Details.MAX_TEXT))
                .orElse("");
        element.states = questions.answer(asked.states()).map(Answers::bits).orElse(0L);
        if (asked.bounds() != null) {
            takeBounds(questions, element, asked.bounds());
        }
        if (this == WHOLE) {
            Optional<List<String>> kept = questions.kinds().interfaces(element.ref, element.role);
            if (kept.isPresent()) {
                element.interfaces = kept.get();
            } else {
                Questions.Asked interfaces = asked.interfaces();
                takeInterfaces(
                        questions, element, interfaces == null ? askInterfaces(questions, element.ref) : interfaces);
                questions.kinds().keepInterfaces(element.ref, element.role, element.interfaces);
            }
        }
        return true;
    }

    static void takeBounds(Questions questions, Seen element, Questions.Asked asked)
            throws AccessibilityException, InterruptedException {
        element.bounds = questions.answer(asked).map(Answers::rect).orElse(Seen.NOWHERE);
    }

    static void takeInterfaces(Questions questions, Seen element, Questions.Asked asked)
            throws AccessibilityException, InterruptedException {
        element.interfaces = questions
                .answer(asked)
                .map(i -> Answers.texts(i, MAX_INTERFACES))
                .orElse(List.of());
    }
}
