package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Keyboard;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.x11.XConnection;

/** What arrives in a terminal of what is typed: every byte is compared. */
class KeyboardTest extends DisplayTest {
    @TempDir
    Path folder;

    private Keyboard keyboard;
    private Path typed;

    @BeforeEach
    void terminal() throws Exception {
        keyboard = new Keyboard(server);
        typed = folder.resolve("typed");
        // Raw, so that what is written is what the terminal sends, key by key.
        display.run(
                "xterm",
                "-u8",
                "-geometry",
                "80x24+0+0",
                "-e",
                "sh",
                "-c",
                "stty raw -echo; touch " + typed + ".ready; exec cat >" + typed);
        await("the terminal", () -> Files.exists(folder.resolve("typed.ready")));
        // Without a window manager the focus follows the pointer.
        new Pointer(server).move(200, 100);
        Thread.sleep(100);
    }

    private String typed() throws Exception {
        return Files.exists(typed) ? Files.readString(typed) : "";
    }

    private void types(String text) throws Exception {
        int before = typed().length();
        keyboard.type(text);
        String expected = text.replace("\r\n", "\r").replace('\n', '\r');
        awaitEqual(expected, () -> typed().substring(before));
    }

    @Test
    void plainTextArrivesAsItIs() throws Exception {
        types("Hello, World! ~`!@#$%^&*()_+-=[]{}|;':\",./<>? 0123456789\tend\nnext\r\nlast");
    }

    @Test
    void unicodeArrivesAsItIs() throws Exception {
        types("Grüße, señor: café — naïve €5 “quoted” ßÄÖÜ");
        types("Ελληνικά, Русский, עברית, 日本語, 中文, 한국어, ﷽, 😀🚀👩‍🚀");
    }

    @Test
    void moreDifferentCharactersThanThereAreSpareKeys() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int c = 0x4e00; c < 0x4e00 + 120; c++) {
            text.appendCodePoint(c);
        }
        types(text.toString());
        types(text.reverse().toString());
    }

    @Test
    void aLongTextArrivesWhole() throws Exception {
        types("The quick brown fox jumps over the lazy dog. Zwölf Boxkämpfer jagen Viktor. ".repeat(40));
    }

    @Test
    void whatAPersonHoldsDownDoesNotSpoilTheText() throws Exception {
        display.output("xdotool", "keydown", "shift");
        display.output("xdotool", "key", "Caps_Lock");
        keyboard.type("quiet");
        awaitEqual("quiet", this::typed);
        assertEquals(2, server.call(XConnection::pointer).mask() & 0xff, "Caps Lock is on again, Shift is not");
    }

    @Test
    void chordsArriveAsChords() throws Exception {
        keyboard.press("ctrl+c", List.of());
        keyboard.press("Escape", List.of());
        keyboard.press("A", List.of());
        keyboard.press("a", List.of("shift"));
        keyboard.press("Enter", List.of());
        keyboard.press("ctrl+[", List.of());
        keyboard.press("?", List.of());
        keyboard.press("é", List.of());
        keyboard.press("Up", List.of());
        awaitEqual("\u0003\u001baA\r\u001b?é\u001b[A", this::typed);
        assertEquals(List.of(), server.call(x -> x.keyboard().pressed()), "nothing stays down");
    }

    @Test
    void whatCannotBeTypedIsRefusedAndNothingIs() throws Exception {
        assertThrows(InputException.class, () -> keyboard.type("good\u0007bad"));
        assertThrows(InputException.class, () -> keyboard.press("Foo", List.of()));
        Thread.sleep(100);
        assertEquals("", typed());
        assertFalse(Files.exists(typed) && Files.size(typed) > 0);
    }

    @Test
    void twoAtOnceDoNotMix() throws Exception {
        Thread one = Thread.ofVirtual().start(() -> quietly("aaaaaaaaaaäääääääääää"));
        Thread two = Thread.ofVirtual().start(() -> quietly("bbbbbbbbbböööööööööö"));
        one.join();
        two.join();
        awaitEqual(41, () -> typed().length());
        String text = typed();
        String first = text.startsWith("a") ? "aaaaaaaaaaäääääääääää" : "bbbbbbbbbböööööööööö";
        assertEquals(first, text.substring(0, first.length()), new String(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void quietly(String text) {
        try {
            keyboard.type(text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
