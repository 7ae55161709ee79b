package org.pilothouse.agent.a11y;

import java.util.List;
import java.util.Optional;
import org.pilothouse.agent.dbus.Call;
import org.pilothouse.agent.dbus.Variant;

/** Changes what is in an element: the text of an entry, the number of a slider. */
final class Editing {
    private static final String EDITABLE = "org.a11y.atspi.EditableText";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private final Questions questions;
    private final ElementRef ref;

    Editing(Questions questions, ElementRef ref) {
        this.questions = questions;
        this.ref = ref;
    }

    /** False where the element takes no value, or not this one. */
    boolean set(String value) throws AccessibilityException, InterruptedException {
        List<String> offers = questions
                .answer(Probe.askInterfaces(questions, ref))
                .map(list -> Answers.texts(list, Probe.MAX_INTERFACES))
                .orElse(List.of());
        Optional<Double> number = offers.contains(Questions.VALUE) ? number(value) : Optional.empty();
        if (number.isPresent()) {
            return setNumber(number.get());
        }
        return offers.contains(EDITABLE)
                && questions
                        .askAndWait(ref, EDITABLE, "SetTextContents", "s", value)
                        .filter(Boolean.TRUE::equals)
                        .isPresent();
    }

    /** A property's setting has no answer, so it is looked at whether it can be read as that afterwards. */
    private boolean setNumber(double number) throws AccessibilityException, InterruptedException {
        Optional<Object> ignored = questions.answer(questions.ask(Call.of(
                ref.bus(),
                ref.path(),
                PROPERTIES,
                "Set",
                "ssv",
                Questions.VALUE,
                "CurrentValue",
                new Variant("d", number))));
        return questions
                .answer(questions.askProperty(ref, Questions.VALUE, "CurrentValue"))
                .map(Answers::number)
                .flatMap(Editing::number)
                .filter(now -> Math.abs(now - number) <= Math.abs(number) * 1e-6 + 1e-6)
                .isPresent();
    }

    private static Optional<Double> number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
