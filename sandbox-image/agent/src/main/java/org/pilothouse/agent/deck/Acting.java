package org.pilothouse.agent.deck;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Refusal;

/** Does something on the desktop, and says what went wrong as this face does. */
final class Acting {
    private Acting() {}

    @FunctionalInterface
    interface Deed<T> {
        T run() throws InputException, Screen.OutsideException, XException, InterruptedException;
    }

    @FunctionalInterface
    interface Move {
        void run() throws InputException, Screen.OutsideException, XException, InterruptedException;
    }

    /**
     * @param names of the core's fields in this request; others are as they are called there
     */
    static void act(Map<String, String> names, Move move) throws InterruptedException {
        look(names, () -> {
            move.run();
            return true;
        });
    }

    static <T> T look(Map<String, String> names, Deed<T> deed) throws InterruptedException {
        try {
            return deed.run();
        } catch (InputException e) {
            throw invalid(names, e.field(), e);
        } catch (Screen.OutsideException e) {
            throw invalid(names, e.field(), e);
        } catch (XException e) {
            throw new Refusal(503, "desktop_unavailable", DeckRefusals.sentence(e));
        }
    }

    private static Refusal invalid(Map<String, String> names, @Nullable String field, Exception e) {
        String called = field == null ? names.get("") : names.getOrDefault(field, field);
        return new Refusal(400, "invalid_request", DeckRefusals.sentence(e), called, Map.of());
    }
}
