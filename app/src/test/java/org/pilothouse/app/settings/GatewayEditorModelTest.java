package org.pilothouse.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.connection.ConnectionStatus;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.settings.GatewayEditorModel.Trial;

class GatewayEditorModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private SettingsViewModel settings;

    @BeforeEach
    void open() {
        gateway = SampleFleet.fill(new FakeGateway());
        console = TestConsole.connected(folder, gateway);
        settings = new SettingsViewModel(
                console.connections(),
                console.settings(),
                console.secrets(),
                TestConsole.folders(folder),
                console.theme(),
                console.dialogs(),
                console.background(),
                console.notifications());
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    private GatewayEditorModel form() {
        return assertInstanceOf(
                GatewayEditorModel.class, console.dialogs().current().get());
    }

    private GatewayChoice addTeam() {
        settings.add();
        form().name().text().set("Team");
        form().url().text().set(gateway.uri().toString());
        form().token().text().set(FakeGateway.TOKEN);
        form().save();
        return settings.gateways().getLast();
    }

    @Test
    void aSavedGatewayCanBeChosenAndItsTokenIsNotInTheSettings() throws IOException {
        GatewayChoice team = addTeam();

        assertFalse(console.dialogs().isOpen());
        assertEquals("Team", team.name());
        String file = Files.readString(folder.resolve("config/console.json"));
        assertTrue(file.contains("Team"));
        assertFalse(file.contains(FakeGateway.TOKEN));

        settings.choose(team).run();
        console.untilStatus(ConnectionStatus.Connected.class);
        assertTrue(settings.isChosen(team));
        assertFalse(settings.choose(team).isEnabled());
    }

    @Test
    void theTestSaysWhatAnswered() {
        settings.add();
        form().url().text().set(gateway.uri().toString());
        form().token().text().set(FakeGateway.TOKEN);

        form().test();

        assertEquals(
                new Trial.Good("Connected: Pilothouse gateway 0.1.0, 12 environments."),
                form().trial().get());
        form().url().text().set("http://127.0.0.1:1/");
        assertInstanceOf(Trial.None.class, form().trial().get(), "what was tested is no longer what is entered");
        form().test();
        Trial.Bad bad = assertInstanceOf(Trial.Bad.class, form().trial().get());
        assertTrue(bad.text().contains("did not answer"), bad.text());
    }

    @Test
    void aWrongTokenIsSaid() {
        settings.add();
        form().url().text().set(gateway.uri().toString());
        form().token().text().set("wrong");

        form().test();

        assertEquals(
                new Trial.Bad("The token is not valid. Check the token."),
                form().trial().get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gateway", "ftp://gateway.example", "http://", "http://a b", "//x"})
    void anAddressThatIsNoneIsRefused(String typed) {
        settings.add();
        form().name().text().set("Team");
        form().token().text().set("t");
        form().url().text().set(typed);

        form().save();

        assertEquals(
                "Enter an address such as https://gateway.example:8788.",
                form().url().error().get());
        assertTrue(console.settings().get().gateways().isEmpty());
    }

    @Test
    void passwordsInAddressesAreRefused() {
        settings.add();
        form().url().text().set("https://me:secret@gateway.example");

        form().save();

        assertEquals(
                "Leave user name and password out; the token goes below.",
                form().url().error().get());
    }

    @Test
    void nameAndTokenAreNeededAndNamesAreTakenOnce() {
        addTeam();
        settings.add();
        form().url().text().set("http://other.example");
        form().save();
        assertTrue(form().name().hasError());
        assertTrue(form().token().hasError());

        form().name().text().set("team");
        form().token().text().set("t");
        form().save();
        assertEquals(
                "There is a gateway of that name already.",
                form().name().error().get());
    }

    @Test
    void anEmptyTokenKeepsTheStoredOne() {
        GatewayChoice team = addTeam();

        settings.edit(team);
        assertTrue(form().hasStoredToken());
        assertEquals("", form().token().text().get(), "a stored token is never shown");
        form().name().text().set("Crew");
        form().save();

        GatewayChoice crew = settings.gateways().getLast();
        assertEquals("Crew", crew.name());
        assertEquals(team.id(), crew.id());
        assertEquals(FakeGateway.TOKEN, console.secrets().get(crew.tokenName()).orElseThrow());
    }

    @Test
    void removingAsksAndTakesTheTokenAlong() {
        GatewayChoice team = addTeam();

        settings.remove(team);
        assertInstanceOf(Confirmation.class, console.dialogs().current().get()).confirm();

        assertEquals(1, settings.gateways().size());
        assertTrue(console.secrets().get(team.tokenName()).isEmpty());
        assertTrue(console.settings().get().gateways().isEmpty());
    }

    @Test
    void theOneInUseIsNotRemoved() {
        GatewayChoice team = addTeam();
        settings.choose(team).run();

        settings.remove(team);

        assertFalse(console.dialogs().isOpen());
    }
}
