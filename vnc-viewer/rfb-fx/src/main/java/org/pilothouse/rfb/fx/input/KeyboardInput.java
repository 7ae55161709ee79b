package org.pilothouse.rfb.fx.input;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Keysym;
import org.pilothouse.rfb.RfbSession;

/**
 * Turns key events into keysyms. It remembers the keysym that each key went down with and releases exactly that one, whatever the event of
 * the release says: the text may differ by then, as Shift or AltGr may be up again.
 */
public final class KeyboardInput {
    /** Keys of the keypad that report another code for their release when NumLock or Shift changed in between. */
    private static final Map<KeyCode, KeyCode> KEYPAD_TWINS = keypadTwins();

    /** What a key went down as. */
    private record Sent(int keysym, int scanCode) {}

    private final Supplier<Optional<RfbSession>> session;
    private final Map<Object, Sent> down = new LinkedHashMap<>();
    /** For keys without a code: what they said when they went up, by what they had said when they went down. */
    private final Map<String, String> sameKey = new HashMap<>();

    public KeyboardInput(Supplier<Optional<RfbSession>> session) {
        this.session = session;
    }

    public void pressed(KeyEvent event) {
        Object key = key(event);
        Sent held = down.get(key);
        if (held != null) {
            send(held, true); // a repetition
            return;
        }
        String text = text(event);
        OptionalInt keysym = KeyMap.keysym(event.getCode(), text, event.isShiftDown());
        if (keysym.isPresent()) {
            Sent sent = new Sent(keysym.getAsInt(), scanCode(event, keysym.getAsInt()));
            down.put(key, sent);
            send(sent, true);
        }
    }

    public void released(KeyEvent event) {
        Object key = key(event);
        Sent sent = down.remove(key);
        if (sent == null) {
            sent = twin(event.getCode());
        }
        if (sent != null) {
            send(sent, false);
        } else if (key instanceof String text) {
            releasedUnderAnotherText(text);
        } else if (event.getCode() == KeyCode.PRINTSCREEN) {
            // JavaFX on X11 never reports its press.
            tap(new Sent(Keysym.PRINT, ScanCodes.of(KeyCode.PRINTSCREEN)));
        }
    }

    /**
     * A key without a code went up, and says something else than when it went down, as Shift or AltGr went up or down before it. If it can
     * not be told from others that are held, all of them go up: a key that stays down would be worse.
     */
    private void releasedUnderAnotherText(String text) {
        List<String> held = down.keySet().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        List<String> known =
                held.stream().filter(one -> text.equals(sameKey.get(one))).toList();
        List<String> meant = known.isEmpty() ? held : known;
        if (held.size() == 1) {
            sameKey.put(held.getFirst(), text);
        }
        for (String one : meant) {
            Sent sent = down.remove(one);
            if (sent != null) {
                send(sent, false);
            }
        }
    }

    private int scanCode(KeyEvent event, int keysym) {
        return down.containsKey(KeyCode.ALT_GRAPH)
                ? ScanCodes.of(event.getCode())
                : ScanCodes.of(event.getCode(), printed(keysym), event.isShiftDown());
    }

    /** What is printed on a key with this keysym, also while Ctrl hides it from the text. */
    private static String printed(int keysym) {
        return keysym > ' ' && keysym <= '~' ? Character.toString(keysym) : "";
    }

    /** Text that no key press stands for: from an input method, or composed with a dead key. */
    public void typed(String text) {
        text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .mapToObj(c -> new Sent(Keysym.ofCodePoint(c), 0))
                .forEach(this::tap);
    }

    /** Releases everything, as nobody will tell us of releases from now on. */
    public void releaseAll() {
        down.values().forEach(sent -> send(sent, false));
        down.clear();
        session.get().ifPresent(RfbSession::releaseInput);
    }

    /** What the key says, or for a shortcut what it says on a Latin keyboard: Ctrl+С on a Russian one is meant as Ctrl+C. */
    private static String text(KeyEvent event) {
        boolean shortcut = (event.isControlDown() || event.isMetaDown()) && !event.isAltDown();
        return shortcut ? LatinShortcuts.latin(event.getText()) : event.getText();
    }

    private void tap(Sent key) {
        send(key, true);
        send(key, false);
    }

    private void send(Sent key, boolean isDown) {
        session.get().ifPresent(open -> open.key(key.keysym(), key.scanCode(), isDown));
    }

    private @Nullable Sent twin(KeyCode code) {
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
