package org.pilothouse.rfb.fx;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.RfbSession;

/**
 * Turns key events into keysyms. It remembers the keysym that each key went down with and releases exactly that one, whatever the event of
 * the release says: the text may differ by then, as Shift or AltGr may be up again.
 */
final class KeyboardInput {
    /** Keys of the keypad that report another code for their release when NumLock or Shift changed in between. */
    private static final Map<KeyCode, KeyCode> KEYPAD_TWINS = keypadTwins();

    private final Supplier<Optional<RfbSession>> session;
    private final Map<Object, Integer> down = new LinkedHashMap<>();

    KeyboardInput(Supplier<Optional<RfbSession>> session) {
        this.session = session;
    }

    void pressed(KeyEvent event) {
        Object key = key(event);
        Integer held = down.get(key);
        OptionalInt keysym = held != null
                ? OptionalInt.of(held) // a repetition
                : KeyMap.keysym(event.getCode(), event.getText(), event.isShiftDown());
        if (keysym.isPresent()) {
            down.put(key, keysym.getAsInt());
            send(keysym.getAsInt(), true);
        }
    }

    void released(KeyEvent event) {
        Integer keysym = down.remove(key(event));
        if (keysym == null) {
            keysym = twin(event.getCode());
        }
        if (keysym != null) {
            send(keysym, false);
        } else if (event.getCode() == KeyCode.PRINTSCREEN) {
            // JavaFX on X11 never reports its press.
            KeyMap.keysym(KeyCode.PRINTSCREEN, "", false).ifPresent(this::tap);
        }
    }

    /** Text that no key press stands for: from an input method, or composed with a dead key. */
    void typed(String text) {
        text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .map(org.pilothouse.rfb.Keysym::ofCodePoint)
                .forEach(this::tap);
    }

    /** Releases everything, as nobody will tell us of releases from now on. */
    void releaseAll() {
        down.values().forEach(keysym -> send(keysym, false));
        down.clear();
        session.get().ifPresent(RfbSession::releaseInput);
    }

    private void tap(int keysym) {
        send(keysym, true);
        send(keysym, false);
    }

    private void send(int keysym, boolean isDown) {
        session.get().ifPresent(open -> open.key(keysym, isDown));
    }

    private @Nullable Integer twin(KeyCode code) {
        KeyCode twin = KEYPAD_TWINS.get(code);
        return twin == null ? null : down.remove(twin);
    }

    /** Keys outside the US layout have no code; there the text tells them apart, in the case that Shift does not change. */
    private static Object key(KeyEvent event) {
        return event.getCode() == KeyCode.UNDEFINED ? event.getText().toLowerCase(Locale.ROOT) : event.getCode();
    }

    private static Map<KeyCode, KeyCode> keypadTwins() {
        Map<KeyCode, KeyCode> twins = new EnumMap<>(KeyCode.class);
        pair(twins, KeyCode.NUMPAD0, KeyCode.INSERT);
        pair(twins, KeyCode.NUMPAD1, KeyCode.END);
        pair(twins, KeyCode.NUMPAD2, KeyCode.KP_DOWN);
        pair(twins, KeyCode.NUMPAD3, KeyCode.PAGE_DOWN);
        pair(twins, KeyCode.NUMPAD4, KeyCode.KP_LEFT);
        pair(twins, KeyCode.NUMPAD5, KeyCode.CLEAR);
        pair(twins, KeyCode.NUMPAD6, KeyCode.KP_RIGHT);
        pair(twins, KeyCode.NUMPAD7, KeyCode.HOME);
        pair(twins, KeyCode.NUMPAD8, KeyCode.KP_UP);
        pair(twins, KeyCode.NUMPAD9, KeyCode.PAGE_UP);
        pair(twins, KeyCode.DECIMAL, KeyCode.DELETE);
        return twins;
    }

    private static void pair(Map<KeyCode, KeyCode> twins, KeyCode one, KeyCode other) {
        twins.put(one, other);
        twins.put(other, one);
    }
}
