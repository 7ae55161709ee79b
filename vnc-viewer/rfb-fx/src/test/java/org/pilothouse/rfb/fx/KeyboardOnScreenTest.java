package org.pilothouse.rfb.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.fx.testing.Screens;

/** A person's keyboard of several layouts on a real X display; what arrives is read back from programs behind a real VNC server. */
@Tag("display")
@Timeout(180)
class KeyboardOnScreenTest {
    /** Keycodes of the remote X server. */
    private static final int SHIFT = 50;

    private static final int ALT = 64;

    @TempDir
    Path directory;

    @Test
    void whatIsTypedOnGermanAndFrenchKeyboardsArrives() throws Exception {
        Path typed = directory.resolve("typed");
        try (Screens screens = new Screens(directory, 1000, 800)) {
            openTerminal(screens, typed);
            screens.run("setxkbmap", "de");
            type(screens, typed, "Z\u00fcrich \u00e4\u00f6\u00dc\u00df @\u20ac{[]}\\~");
            compose(screens, typed, "\u00e9\u00e0", "dead_acute", "e", "dead_grave", "a");
            screens.run("setxkbmap", "fr");
            type(screens, typed, "\u00e9\u00e8\u00e7\u00e0\u00f9 1234 AZQW m, #@");
            compose(screens, typed, "\u00ea\u00ef", "dead_circumflex", "e", "dead_diaeresis", "i");
        }
    }

    /** In a session of its own: a server makes room for characters that its keyboard does not have, but not for all of them. */
    @Test
    void whatIsTypedOnRussianAndGreekKeyboardsArrivesAndShortcutsAreMeantByTheirKeys() throws Exception {
        Path typed = directory.resolve("typed");
        try (Screens screens = new Screens(directory, 1000, 800)) {
            openTerminal(screens, typed);
            screens.run("setxkbmap", "ru");
            type(screens, typed, "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!");
            screens.run("setxkbmap", "gr");
            type(screens, typed, "\u039a\u03b1\u03bb\u03b7");
            compose(screens, typed, "\u03ac", "dead_acute", "Greek_alpha");

            // The key of the letter ve is that of D.
            screens.run("setxkbmap", "ru");
            compose(screens, typed, "\u0004", "ctrl+Cyrillic_ve");
        }
    }

    @Test
    void noKeyStaysDownWhenTheWindowIsLeftAndLockKeysFollowThePerson() throws Exception {
        Path events = directory.resolve("events");
        try (Screens screens = new Screens(directory, 1000, 800)) {
            screens.startRemote(events, "xev", "-geometry", "600x400+10+10", "-event", "keyboard");
            openViewer(screens);
            screens.run("xdotool", "mousemove", "400", "300", "click", "1");
            await("the first key", () -> {
                screens.run("xdotool", "key", "x");
                return Files.readString(events).contains("keysym 0x78");
            });

            screens.run("xdotool", "keydown", "Alt_L", "keydown", "Shift_L");
            await("Shift is down", () -> counted(events, "KeyPress", SHIFT) == 1);
            screens.startHere("xterm", "-geometry", "40x5+10+10", "-title", "elsewhere");
            await("another window", () -> isThere(screens, "--name", "elsewhere"));
            screens.run("xdotool", "search", "--name", "elsewhere", "windowfocus", "--sync");
            await(
                    "released when the window is left",
                    () -> counted(events, "KeyRelease", SHIFT) == 1 && counted(events, "KeyRelease", ALT) == 1);
            screens.run("xdotool", "keyup", "Shift_L", "keyup", "Alt_L");

            screens.run("xdotool", "key", "Caps_Lock");
            assertTrue(leds(screens, true).contains("Caps Lock:   off"), "nobody told the desktop yet");
            screens.run("xdotool", "mousemove", "400", "300", "click", "1");
            await("the desktop's Caps Lock follows", () -> leds(screens, true).contains("Caps Lock:   on"));
            screens.run("xdotool", "key", "Caps_Lock");
            await("and follows the key", () -> leds(screens, true).contains("Caps Lock:   off"));
            assertTrue(leds(screens, false).contains("Caps Lock:   off"));
        }
    }

    /** A terminal that writes what it is given into a file, byte by byte, and the viewer. */
    private void openTerminal(Screens screens, Path typed) throws Exception {
        screens.startRemote(
                "xterm",
                "-u8",
                "-geometry",
                "80x25+30+20",
                "-e",
                "stty raw -echo; touch " + typed + "; cat > " + typed);
        openViewer(screens);
        await("the terminal", () -> Files.exists(typed));
        await("a first key in it", () -> {
            screens.run("xdotool", "key", "x");
            return !Files.readString(typed).isEmpty();
        });
        screens.run("xdotool", "key", "period");
        await("all first keys", () -> Files.readString(typed).endsWith("."));
    }

    private void openViewer(Screens screens) throws Exception {
        screens.startViewer("--actual-size", "unix:" + screens.socket());
        await("the viewer's window", () -> isThere(screens, "--class", "ViewerApplication"));
        screens.run("xdotool", "mousemove", "500", "350", "click", "1");
    }

    private static boolean isThere(Screens screens, String by, String what) throws InterruptedException {
        try {
            return screens.run("xdotool", "search", "--onlyvisible", by, what).length > 0;
        } catch (IOException none) {
            return false; // xdotool's way to say so
        }
    }

    /** Types text and waits until it has arrived. */
    private static void type(Screens screens, Path file, String text) throws Exception {
        long before = Files.readString(file).length();
        screens.run("xdotool", "type", "--delay", "60", text);
        expect(file, before, text);
    }

    private static void compose(Screens screens, Path file, String text, String... keys) throws Exception {
        long before = Files.readString(file).length();
        for (String key : keys) {
            screens.run("xdotool", "key", key);
        }
        expect(file, before, text);
    }

    private static void expect(Path file, long before, String text) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        while (System.nanoTime() < end && Files.readString(file).length() < before + text.length()) {
            Thread.sleep(100);
        }
        assertEquals(text, Files.readString(file).substring((int) before));
    }

    private static String leds(Screens screens, boolean remote) throws Exception {
        byte[] out = remote ? screens.runRemote("xset", "q") : screens.run("xset", "q");
        return new String(out, StandardCharsets.UTF_8).replaceAll("Caps Lock: +", "Caps Lock:   ");
    }

    /** How many events of this type and key are in what xev wrote. */
    private static long counted(Path events, String type, int keycode) throws Exception {
        List<String> blocks = List.of(Files.readString(events).split("\n\n"));
        return blocks.stream()
                .filter(block -> block.contains(type + " event") && block.contains("keycode " + keycode + " "))
                .count();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        boolean met = condition.call();
        while (!met && System.nanoTime() < end) {
            Thread.sleep(150);
            met = condition.call();
        }
        assertTrue(met, "not in time: " + what);
    }
}
