package org.pilothouse.agent.a11y;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.a11y.FakeBus.Answer;
import org.pilothouse.protocol.desktop.Rect;

/** The tree of programs that are well, that hang, that die and that lie. */
class TreeTest {
    private static final Rect SCREEN = new Rect(0, 0, 1280, 800);

    @TempDir
    Path folder;

    private FakeBus bus;
    private Accessibility accessibility;
    private final FakeProgram editor = new FakeProgram(":1.2", "editor");
    private final FakeProgram panel = new FakeProgram(":1.3", "panel");

    @BeforeEach
    void open() throws Exception {
        bus = new FakeBus(folder);
        accessibility = new Accessibility(bus.address(), 3000, Duration.ofMillis(50));
        editor.add("root", "w", "frame", "Report", new Rect(100, 100, 600, 400))
                .add("w", "ok", "push button", "Save", new Rect(110, 450, 80, 30), "click")
                .add("ok", "okl", "label", "Save", new Rect(112, 452, 60, 20))
                .add("w", "m", "menu item", "Save", new Rect(0, 0, 0, 0), new int[0], "click")
                .add("w", "as", "push button", "Save as…", new Rect(210, 450, 80, 30), "click");
        panel.add("root", "w", "frame", "", new Rect(0, 766, 1280, 34))
                .add("w", "t", "toggle button", "Report", new Rect(213, 766, 200, 34), "Click")
                .add("root", "far", "window", "Report", new Rect(-9999, -9999, 50, 50));
        bus.add(panel.bus, panel);
        bus.add(editor.bus, editor);
    }

    @AfterEach
    void close() throws Exception {
        accessibility.close();
        bus.close();
    }

    private static List<Element> all(Element element) {
        List<Element> all = new ArrayList<>(List.of(element));
        element.children().forEach(child -> all.addAll(all(child)));
        return all;
    }

    private Matches find(@Nullable String role, String name, String... states) throws Exception {
        return accessibility.find(new Wanted(role, name, List.of(states)), 64, SCREEN);
    }

    private List<String> names(Matches matches) {
        return matches.elements().stream()
                .map(e -> e.ref().bus() + " " + e.role() + " " + e.name())
                .toList();
    }

    @Test
    void theTreeIsAsTheProgramsTell() throws Exception {
        Element root = accessibility.tree(2048, 32_768, SCREEN);
        assertEquals(SCREEN, root.bounds());
        assertEquals(
                List.of("panel", "editor"),
                root.children().stream().map(Element::name).toList());
        assertEquals(11, all(root).size());
        Element window = root.children().get(1).children().getFirst();
        assertEquals(new Rect(100, 100, 600, 400), window.bounds());
        assertEquals(List.of("showing", "visible"), window.states());
        assertEquals(List.of("click"), window.children().getFirst().actions());
    }

    @Test
    void aWindowGoesBeforeTheButtonOfItsNameAndAHiddenWindowAfter() throws Exception {
        Matches matches = find(null, "Report");
        assertEquals(List.of(":1.2 frame Report", ":1.3 toggle button Report", ":1.3 window Report"), names(matches));
        assertEquals(1, matches.rivalCount());
        Element far = matches.elements().get(2);
        assertFalse(far.showing(), "it is kept off the screen");
        assertEquals(0, far.bounds().width());
    }

    @Test
    void whatIsInsideOfAMatchIsNoOtherMatch() throws Exception {
        Matches matches = find(null, "Save");
        assertEquals(
                List.of(":1.2 push button Save", ":1.2 label Save", ":1.2 menu item Save", ":1.2 push button Save as…"),
                names(matches));
        assertEquals(1, matches.rivalCount());
        assertEquals(Wanted.Fit.SAME_BUT_CASE, find(null, "SAVE").fit());
    }

    @Test
    void equalOnesAreRivalsAndThoseThatAreNotAreNone() throws Exception {
        editor.add("w", "s1", "push button", "Close", new Rect(300, 300, 20, 20), "click")
                .add("w", "s2", "push button", "Close", new Rect(200, 200, 20, 20), "click")
                .add("w", "s3", "label", "Close", new Rect(150, 150, 20, 20));
        Matches matches = find(null, "Close");
        assertEquals(2, matches.rivalCount());
        assertEquals(200, matches.elements().getFirst().bounds().y(), "in the order of reading");
        assertEquals(1, find("label", "Close").rivalCount());
        assertEquals(0, find(null, "No such thing").elements().size());
        assertEquals(1, find("Push_Button", "save as…").elements().size());
        assertEquals(1, find("button", "save as…").elements().size(), "its name of later years");
        assertEquals(
                3,
                find(null, "", "showing").elements().stream()
                                .filter(Element::isWindow)
                                .count()
                        + 1);
    }

    @Test
    void whatWasScrolledAwayIsCutOff() throws Exception {
        editor.add("w", "sp", "scroll pane", "", new Rect(100, 200, 300, 100))
                .add("sp", "l", "list", "", new Rect(100, 0, 300, 2000))
                .add("l", "r1", "list item", "half", new Rect(100, 290, 300, 20), "click")
                .add("l", "r2", "list item", "gone", new Rect(100, 700, 300, 20), "click");
        Element half = find(null, "half").elements().getFirst();
        assertEquals(new Rect(100, 290, 300, 10), half.bounds());
        assertTrue(half.showing());
        assertFalse(find(null, "gone").elements().getFirst().showing());
        assertFalse(accessibility
                .locate(editor.ref("r2"), SCREEN)
                .orElseThrow()
                .element()
                .showing());
        editor.add("root", "min", "frame", "small", new Rect(0, 0, 100, 100), new int[] {
            FakeProgram.SHOWING, FakeProgram.ICONIFIED
        });
        assertFalse(find(null, "small").elements().getFirst().showing());
    }

    @Test
    void actionsThatHaveNoNameInTheListAreAskedForTheirs() throws Exception {
        FakeProgram browser = new FakeProgram(":1.5", "browser");
        browser.add("root", "w", "frame", "Page", new Rect(0, 0, 900, 700))
                .add("w", "text", "static", "Name", new Rect(10, 10, 50, 20), "doDefault")
                .add(
                        "w",
                        "in",
                        "entry",
                        "Name",
                        new Rect(70, 10, 50, 20),
                        new int[] {FakeProgram.SHOWING, FakeProgram.FOCUSABLE},
                        "activate");
        bus.add(browser.bus, (path, member, argument) -> switch (member) {
            case "GetActions" -> Answer.actions("", "");
            case "GetName" -> Answer.text("jump");
            default -> browser.answer(path, member, argument);
        });
        Matches matches = find(null, "Name");
        assertEquals(1, matches.rivalCount(), "text beside the field of its name is not what is meant");
        Element field = matches.elements().getFirst();
        assertEquals("entry [jump, jump]", field.role() + " " + field.actions());
        assertTrue(accessibility.press(field));
    }

    /** @param toolkit what the program says that it is made with */
    private Map<String, Integer> countedAnswers(FakeProgram program, String toolkit) {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        bus.add(program.bus, (path, member, argument) -> {
            asked.merge(member, 1, Integer::sum);
            return member.equals("Get") && argument.equals("ToolkitName")
                    ? Answer.textProperty(toolkit)
                    : program.answer(path, member, argument);
        });
        return asked;
    }

    private Element button(FakeProgram program) throws Exception {
        return all(accessibility.tree(2048, 32_768, SCREEN)).stream()
                .filter(e -> e.ref().equals(program.ref("b")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatGtkNeverChangesIsAskedForOnceAndTheRestIsAlwaysFresh() throws Exception {
        FakeProgram gtk = new FakeProgram(":1.7", "dialog");
        Rect place = new Rect(10, 10, 50, 20);
        gtk.add("root", "w", "frame", "Dialog", new Rect(0, 0, 900, 700))
                .add("w", "b", "push button", "Go", place, "click");
        Map<String, Integer> asked = countedAnswers(gtk, "GTK");
        assertEquals("Go [click]", button(gtk).name() + " " + button(gtk).actions());
        int interfaces = asked.get("GetInterfaces");
        int actions = asked.get("GetActions");
        gtk.add("w", "b", "push button", "Stop", new Rect(20, 20, 50, 20), new int[] {FakeProgram.SHOWING}, "click");
        Element changed = button(gtk);
        assertEquals("Stop [click] [showing]", changed.name() + " " + changed.actions() + " " + changed.states());
        assertEquals(new Rect(20, 20, 50, 20), changed.bounds());
        assertEquals(interfaces, asked.get("GetInterfaces"), "not asked for again");
        assertEquals(actions, asked.get("GetActions"), "not asked for again");
        // What has another role is something else.
        gtk.add("w", "b", "check box", "Stop", place, "toggle");
        assertEquals(
                "check box [toggle]", button(gtk).role() + " " + button(gtk).actions());
    }

    @Test
    void otherToolkitsAreAskedForEverythingEveryTime() throws Exception {
        FakeProgram browser = new FakeProgram(":1.8", "browser");
        Rect place = new Rect(10, 10, 50, 20);
        browser.add("root", "w", "frame", "Page", new Rect(0, 0, 900, 700))
                .add("w", "b", "check box", "Agree", place, "check");
        countedAnswers(browser, "Chromium");
        assertEquals(List.of("check"), button(browser).actions());
        browser.add("w", "b", "check box", "Agree", place, "uncheck");
        assertEquals(List.of("uncheck"), button(browser).actions());
    }

    @Test
    void anElementIsFoundAgainByItsNameWithItsWindow() throws Exception {
        Accessibility.Located located =
                accessibility.locate(editor.ref("ok"), SCREEN).orElseThrow();
        assertEquals("push button", located.element().role());
        assertEquals("Report", located.window().orElseThrow().name());
        assertTrue(accessibility.locate(editor.ref("nothing"), SCREEN).isEmpty());
        assertTrue(accessibility.locate(new ElementRef(":1.99", "/x"), SCREEN).isEmpty());
        assertTrue(accessibility.press(located.element()));
    }

    @Test
    void limitsCutEveryProgramAlikeAndTextsFromTheEnd() throws Exception {
        for (int i = 0; i < 500; i++) {
            editor.add("w", "x" + i, "label", "a rather long name of a label " + i, new Rect(1, 1, 9, 9));
            panel.add("w", "x" + i, "label", "another long name of a label " + i, new Rect(1, 1, 9, 9));
        }
        Element root = accessibility.tree(100, 1000, SCREEN);
        assertEquals(100, all(root).size());
        long ofEditor =
                all(root).stream().filter(e -> e.ref().bus().equals(editor.bus)).count();
        assertTrue(ofEditor > 40 && ofEditor < 60, ofEditor + " of 100");
        assertTrue(all(root).stream().mapToInt(e -> e.name().length()).sum() <= 1000);
        assertEquals("Report", root.children().get(1).children().getFirst().name(), "what is high up keeps its name");
        assertTrue(all(accessibility.tree(2048, 32_768, SCREEN)).stream()
                .allMatch(e -> e.children().size() <= 128));
        assertEquals(1, all(accessibility.tree(1, 1, SCREEN)).size());
    }

    @Test
    void programsThatHangCostASecondOnceAndAreShownAsSuch() throws Exception {
        FakeProgram second = new FakeProgram(":1.4", "second");
        bus.add(second.bus, second);
        editor.hang(true);
        second.hang(true);
        long begin = System.nanoTime();
        Element root = accessibility.tree(2048, 32_768, SCREEN);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis >= 900 && millis < 2000, "both together: " + millis + " ms");
        Element hanging = root.children().get(1);
        assertEquals("application [unresponsive]", hanging.role() + " " + hanging.states());
        assertEquals(
                2,
                all(root).stream()
                        .filter(e -> e.states().contains("unresponsive"))
                        .count());
        assertEquals(":1.3 toggle button Report", names(find(null, "Report")).getFirst());
        begin = System.nanoTime();
        accessibility.tree(2048, 32_768, SCREEN);
        assertTrue((System.nanoTime() - begin) / 1_000_000 < 500, "it is known by now");
        var refused = assertThrows(AccessibilityException.class, () -> accessibility.locate(editor.ref("ok"), SCREEN));
        assertTrue(refused.getMessage().contains("does not answer"), refused.getMessage());
    }

    @Test
    void oneThatWakesUpIsSpokenToAgain() throws Exception {
        boolean[] asleep = {true};
        List<Runnable> late = new ArrayList<>();
        bus.add(":1.5", (path, member, argument) -> {
            synchronized (late) {
                while (asleep[0]) {
                    try {
                        late.wait();
                    } catch (InterruptedException e) {
                        return null;
                    }
                }
            }
            return new FakeProgram(":1.5", "sleeper").answer(path, member, argument);
        });
        // The fake bus serves its programs in turn, so that one that sleeps holds all up; only the first is asked.
        assertThrows(
                AccessibilityException.class,
                () -> accessibility.locate(new ElementRef(":1.5", "/org/a11y/atspi/accessible/root"), SCREEN));
        synchronized (late) {
            asleep[0] = false;
            late.notifyAll();
        }
        long deadline = System.nanoTime() + 5_000_000_000L;
        boolean back = false;
        while (!back && System.nanoTime() < deadline) {
            back = accessibility.tree(100, 100, SCREEN).children().stream()
                    .anyMatch(e -> e.name().equals("sleeper"));
        }
        assertTrue(back);
    }

    @Test
    void aTreeOfAHundredThousandIsCutQuickly() throws Exception {
        bus.add(":1.6", new EndlessProgram(":1.6"));
        long begin = System.nanoTime();
        Element root = accessibility.tree(2048, 32_768, SCREEN);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertEquals(2048, all(root).size());
        assertTrue(millis < 5000, millis + " ms");
        assertEquals("Report", root.children().get(1).children().getFirst().name());
        begin = System.nanoTime();
        assertEquals(":1.2 frame Report", names(find(null, "Report")).getFirst());
        millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis < 9000, millis + " ms");
    }

    /** Every element of it has a hundred children. */
    private record EndlessProgram(String bus) implements FakeBus.Program {
        @Override
        public Answer answer(String path, String member, String argument) {
            return switch (member) {
                case "GetRoleName" -> Answer.text("panel");
                case "GetState" -> Answer.states(FakeProgram.SHOWING);
                case "GetChildren" -> {
                    List<String> refs = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        refs.add(bus);
                        refs.add(path + "/" + i);
                    }
                    yield Answer.refs(refs);
                }
                case "Get" -> Answer.textProperty("element " + path);
                default -> Answer.UNKNOWN;
            };
        }
    }

    @Test
    void aCycleIsWalkedOnce() throws Exception {
        bus.add(":1.7", (path, member, argument) -> switch (member) {
            case "GetRoleName" -> Answer.text("panel");
            case "GetState" -> Answer.states(FakeProgram.SHOWING);
            case "GetChildren" -> Answer.refs(List.of(":1.7", "/a", ":1.7", "/b", ":1.7", "/a", ":1.7", "/org/null"));
            case "Get" -> argument.equals("Parent") ? Answer.refProperty(":1.7", "/a") : Answer.textProperty("round");
            default -> Answer.UNKNOWN;
        });
        Element root = accessibility.tree(2048, 32_768, SCREEN);
        assertEquals(
                3, all(root).stream().filter(e -> e.ref().bus().equals(":1.7")).count());
        assertTrue(accessibility
                .locate(new ElementRef(":1.7", "/a"), SCREEN)
                .orElseThrow()
                .window()
                .isEmpty());
    }

    @Test
    void aProgramThatEndsMidwayIsLeftOut() throws Exception {
        bus.add(":1.8", (path, member, argument) -> {
            if (path.endsWith("/3")) {
                bus.remove(":1.8");
            }
            return new EndlessProgram(":1.8").answer(path, member, argument);
        });
        Element root = accessibility.tree(2048, 32_768, SCREEN);
        assertTrue(all(root).size() < 2048);
        assertTrue(root.toString().contains("Report"));
    }

    @Test
    void whateverAProgramAnswersTheOthersAreThere() throws Exception {
        Random random = new Random(11);
        String[] signatures = {"s", "v", "a(so)", "au", "(iiii)", "as", "i", "ay", "a()", "x", "(so)", "a{sv}"};
        bus.add(":1.9", (path, member, argument) -> {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (random.nextBoolean() && noise.length >= 4) {
                // a length that fits
                noise[0] = (byte) (noise.length - 4);
                noise[1] = noise[2] = noise[3] = 0;
            }
            return new Answer(signatures[random.nextInt(signatures.length)], noise);
        });
        bus.add(":1.10", (path, member, argument) -> switch (member) {
            case "GetRoleName" -> Answer.text("r".repeat(2_000_000));
            case "Get" -> Answer.textProperty("n".repeat(3_000_000));
            case "GetChildren" -> Answer.refs(List.of("no bus name", "/a", ":1.10", "no path", ":1.10", "/x"));
            case "GetExtents" -> Answer.rect(Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, -1);
            case "GetState" -> Answer.text("all of them");
            default -> Answer.UNKNOWN;
        });
        for (int i = 0; i < 10; i++) {
            Element root = accessibility.tree(500, 2000, SCREEN);
            assertTrue(root.toString().contains("Report"));
            for (Element element : all(root)) {
                assertTrue(element.role().length() <= 64 && element.name().length() <= 512);
                assertTrue(
                        element.bounds().x() >= 0 && element.bounds().width() <= 1280,
                        element.bounds().toString());
            }
        }
        assertEquals(":1.2 frame Report", names(find(null, "Report")).getFirst());
    }

    @Test
    void aBusThatWasStartedAnewElsewhereIsGoneOverTo() throws Exception {
        assertFalse(find(null, "Report").elements().isEmpty());
        try (FakeBus fresh = new FakeBus(Files.createDirectory(folder.resolve("fresh")))) {
            FakeProgram later = new FakeProgram(":1.2", "later").add("root", "w", "frame", "Later", SCREEN);
            fresh.add(later.bus, later);
            bus.tellAddress(fresh.address());
            long deadline = System.nanoTime() + 5_000_000_000L;
            while (find("frame", "Later").elements().isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
            assertEquals(1, find("frame", "Later").elements().size());
        }
    }

    @Test
    void aBusThatIsLostIsLookedForAgain() throws Exception {
        assertFalse(find(null, "Report").elements().isEmpty());
        bus.close();
        Files.delete(folder.resolve("bus"));
        var gone = assertThrows(AccessibilityException.class, () -> find(null, "Report"));
        assertTrue(gone.getMessage().startsWith("accessibility is unavailable"), gone.getMessage());
        bus = new FakeBus(folder);
        bus.add(editor.bus, editor);
        assertFalse(find(null, "Report").elements().isEmpty());
    }
}
