package org.pilothouse.app.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.FakeLog;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

class LogViewModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private FakeLog log;
    private TestConsole console;
    private LogViewModel model;

    @BeforeEach
    void open() {
        gateway = new FakeGateway();
        gateway.with(Samples.environment("one", "one").build());
        log = gateway.log("one");
        console = TestConsole.connected(folder, gateway);
        model = new LogViewModel("one", console.connections(), console.background(), console.ui);
    }

    @AfterEach
    void close() {
        model.stop();
        console.close();
        gateway.close();
    }

    private void untilLines(int count) {
        console.ui.until(count + " lines are there", () -> model.lines().size() == count);
    }

    private List<String> texts() {
        return model.lines().stream().map(LogEntry::text).toList();
    }

    @Test
    void readsWhatIsThereAndFollows() {
        log.add("stdout", "first").add("stderr", "second");
        model.start();
        untilLines(2);

        log.add("gateway", "third");
        untilLines(3);
        assertEquals(List.of("first", "second", "third"), texts());
    }

    @Test
    void goesOnWhereItLeftOff() {
        log.add("stdout", "first");
        model.start();
        untilLines(1);
        model.stop();
        log.add("stdout", "second");

        model.start();

        untilLines(2);
        assertEquals(List.of("first", "second"), texts());
    }

    @Test
    void saysThatNothingComesInAndGoesOnByItself() {
        log.add("stdout", "first");
        model.start();
        untilLines(1);

        gateway.goAway();
        console.ui.until("it says so", () -> !model.interrupted().get().isEmpty());

        gateway.comeUp();
        log.add("stdout", "second");
        untilLines(2);
        assertEquals("", model.interrupted().get());
    }

    @Test
    void keepsTheLatestLinesOnly() {
        for (int i = 1; i <= LogViewModel.MOST_LINES + 500; i++) {
            log.add(Instant.EPOCH, "stdout", "line " + i);
        }
        model.start();
        console.ui.until(
                "the last line is there",
                () -> !model.lines().isEmpty()
                        && model.lines().getLast().text().equals("line " + (LogViewModel.MOST_LINES + 500)));

        assertTrue(model.lines().size() <= LogViewModel.MOST_LINES);
        assertTrue(model.lines().getFirst().sequence() > 500);
    }

    @Test
    void findsWordsRoundAndRound() {
        log.add("stdout", "Alpha").add("stdout", "beta").add("stdout", "ALPHA again");
        model.start();
        untilLines(3);

        model.search().set("alpha");

        assertEquals(2, model.matches().get());
        assertEquals(Optional.of(0), model.nextMatch(-1, 1));
        assertEquals(Optional.of(2), model.nextMatch(0, 1));
        assertEquals(Optional.of(0), model.nextMatch(2, 1));
        assertEquals(Optional.of(2), model.nextMatch(0, -1));
        log.add("stdout", "alphabet");
        untilLines(4);
        assertEquals(3, model.matches().get());

        model.search().set("nothing");
        assertEquals(Optional.empty(), model.nextMatch(0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR no such file, ERROR",
        "java.io.IOException: broken, INFO",
        "caught Exception in thread, ERROR",
        "WARN slow disk, WARNING",
        "libclock-WARNING **: x, WARNING",
        "DEBUG 3 rectangles, DEBUG",
        "0 errors found, INFO"
    })
    void tellsHowMuchALineMatters(String text, LogEntry.Level level) {
        assertEquals(
                level,
                LogEntry.of(new LogLine(1, Instant.EPOCH, "stdout", text)).level());
    }

    @Test
    void terminalColoursAreLeftOut() {
        LogEntry entry = LogEntry.of(new LogLine(1, Instant.EPOCH, "stdout", "\u001B[31;1mred\u001B[0m\tend"));

        assertEquals("red    end", entry.text());
    }
}
