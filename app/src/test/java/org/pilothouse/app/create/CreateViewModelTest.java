package org.pilothouse.app.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;

class CreateViewModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private CreateViewModel form;
    private final List<Environment> created = new ArrayList<>();

    @BeforeEach
    void open() {
        gateway = SampleFleet.fill(new FakeGateway());
        console = TestConsole.connected(folder, gateway);
        console.ui.until(
                "hosts are there", () -> !console.live().hosts().items().isEmpty());
        form = form(console);
    }

    private CreateViewModel form(TestConsole of) {
        CreateViewModel fresh =
                new CreateViewModel(of.connections(), of.live(), of.background(), of.dialogs(), created::add);
        of.dialogs().open(fresh);
        return fresh;
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    @Test
    void createsOnTheHostWithTheFewestAndClosesItself() {
        form.label().text().set("  fresh  ");
        form.memory().text().set("4096");
        form.cpus().text().set("1,5");
        form.size().set(SizePreset.FULL_HD);
        assertEquals(
                "Goes to harbour-2, which has the fewest: 5 environments.",
                form.placementText().get());

        form.submit();

        Environment made = created.getFirst();
        assertEquals("fresh", made.label());
        assertEquals("host-b", made.hostId());
        assertEquals(new EnvironmentRuntime.Display(1920, 1080), made.runtime().display());
        assertEquals(
                new EnvironmentRuntime.Limits(4096, 1.5, 512), made.runtime().limits());
        assertTrue(made.desiredRunning());
        assertFalse(console.dialogs().isOpen());
        assertTrue(console.live().environments().find(made.environmentId()).isPresent());
    }

    @Test
    void theDefaultImageIsWhatTheGatewaySays() {
        assertEquals("pilothouse/sandbox:0.1.0", form.defaultImage());
        form.submit();
        assertEquals("pilothouse/sandbox:0.1.0", created.getFirst().imageRef());
    }

    @Test
    void aRefusalOfAFieldStandsAtTheField() {
        gateway.refuse("POST /desktop-environments", 409, "conflict", "That label is taken.", "label");
        form.label().text().set("taken");

        form.submit();

        assertEquals("That label is taken.", form.label().error().get());
        assertNull(form.problem().get());
        assertTrue(console.dialogs().isOpen());
        assertFalse(form.busy().get());

        form.label().text().set("other");
        assertEquals("", form.label().error().get(), "a changed field is no longer wrong");
        form.submit();
        assertEquals("other", created.getFirst().label());
    }

    @Test
    void aRefusedSizeIsShownEvenWhereAPresetWasChosen() {
        gateway.refuse(
                "POST /desktop-environments",
                400,
                "invalid_request",
                "Width is at most 1000 px here.",
                "display.width");

        form.submit();

        assertEquals(SizePreset.CUSTOM, form.size().get());
        assertEquals("Width is at most 1000 px here.", form.width().error().get());
    }

    @Test
    void anyOtherFailureStandsBelowTheForm() {
        gateway.refuse("POST /desktop-environments", 503, "engine_unavailable", "The engine does not answer.", null);

        form.submit();

        assertNotNull(form.problem().get());
        assertEquals("The engine does not answer.", form.problem().get().why());
        assertTrue(created.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "319", "7681", "-1", "1e3", "99999999999"})
    void aWidthOutOfRangeIsRefusedHere(String typed) {
        form.size().set(SizePreset.CUSTOM);
        form.width().text().set(typed);

        form.submit();

        assertEquals(
                "Enter a whole number from 320 to 7680 px.",
                form.width().error().get());
        assertTrue(gateway.calls().stream().noneMatch(call -> call.startsWith("POST")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "two", "1.2345", "-2", ""})
    void cpusThatMakeNoSenseAreRefusedHere(String typed) {
        form.cpus().text().set(typed);

        form.submit();

        assertTrue(form.cpus().hasError());
        assertTrue(created.isEmpty());
    }

    @Test
    void aHostThatIsNotReadyCanBeChosenAndIsExplained() {
        form.host()
                .set(form.hostOptions().stream()
                        .filter(option -> option.name().startsWith("harbour-3"))
                        .findFirst()
                        .orElseThrow());

        assertEquals(
                "harbour-3 is not ready: The Docker engine does not answer on /var/run/docker.sock.",
                form.placementText().get());
    }

    @Test
    void withoutAnyReadyHostNothingIsSent() {
        try (FakeGateway empty = new FakeGateway();
                TestConsole other = TestConsole.connected(folder.resolve("empty"), empty)) {
            CreateViewModel lonely = form(other);
            lonely.submit();
            assertEquals(
                    "This gateway has no host yet.", lonely.hostField().error().get());

            empty.with(Samples.host("h", "only", false, "Docker is not running."));
            other.live().refresh();
            CreateViewModel again = form(other);
            again.submit();
            assertEquals(
                    "No host is ready: only: Docker is not running.",
                    again.hostField().error().get());
        }
    }

    @Test
    void aTyrumGatewayIsNotSentWhatItDoesNotKnow() {
        try (FakeGateway tyrum = new FakeGateway().with(Features.TYRUM);
                TestConsole other = TestConsole.connected(folder.resolve("tyrum"), tyrum)) {
            tyrum.with(Samples.host("h", "only", true, null));
            other.live().refresh();
            CreateViewModel plain = form(other);
            assertFalse(plain.takesRuntime());
            plain.submit();
            assertEquals(1, created.size());
        }
    }
}
