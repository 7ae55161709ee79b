package org.pilothouse.app.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.Pairing;

class PairingsModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private PairingsModel model;

    @BeforeEach
    void open() {
        gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()));
        console = TestConsole.connected(folder, gateway);
        model = new PairingsModel(
                console.connections(),
                console.live(),
                console.background(),
                console.dialogs(),
                console.notifications());
        console.ui.until("they are here", () -> !model.waiting().isEmpty());
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    private PairingModel card() {
        return model.waiting().getFirst();
    }

    @Test
    void whatItAsksForIsGroupedByRisk() {
        Map<CapabilityRisk, List<Capability>> groups = CapabilityRisk.groups(List.of(
                Capability.of("tyrum.desktop.keyboard"),
                Capability.of("tyrum.desktop.query"),
                Capability.of("tyrum.fs.bash")));

        assertEquals(
                List.of(CapabilityRisk.LOOKS, CapabilityRisk.INPUT, CapabilityRisk.OTHER),
                List.copyOf(groups.keySet()));
        assertEquals(
                "fs.bash", CapabilityRisk.name(groups.get(CapabilityRisk.OTHER).getFirst()));
    }

    @Test
    void whatIsTickedIsGranted() {
        card().trust().set(Pairing.TrustLevel.LOCAL);
        card().granted()
                .forEach((capability, granted) -> granted.set(capability.id().endsWith("screenshot")));

        card().approve();

        Pairing pairing = gateway.work().pairing(SampleWork.ASKING_NODE);
        assertEquals(Pairing.Status.APPROVED, pairing.status());
        assertEquals(Pairing.TrustLevel.LOCAL, pairing.trustLevel());
        assertEquals(List.of(Capability.of("tyrum.desktop.screenshot")), pairing.capabilityAllowlist());
        assertTrue(model.waiting().isEmpty());
        assertEquals(3, model.decided().size());
    }

    @Test
    void nothingTickedIsNothingToApprove() {
        PairingModel card = card();
        card.granted().values().forEach(granted -> granted.set(false));

        card.approve();

        assertEquals(
                "Grant at least one capability, or deny the node.",
                card.problem().get());
        assertFalse(gateway.calls().stream().anyMatch(call -> call.endsWith("/approve")));
    }

    @Test
    void aRefusalIsToldOnTheCard() {
        gateway.refuse("POST /pairings/7/deny", 403, "forbidden", "The token may not decide pairings.", null);

        card().deny();

        assertTrue(card().problem().get().startsWith("The token may not decide pairings."));
        assertFalse(card().busy().get());
    }

    @Test
    void whatWasTickedSurvivesAReload() {
        PairingModel before = card();
        before.reason().set("half a sentence");
        console.live().refresh();
        console.ui.run();

        assertSame(before, card());
    }

    @Test
    void revokingAsksAndNamesWhatIsLost() {
        Pairing paired = model.decided().stream()
                .filter(pairing -> pairing.status() == Pairing.Status.APPROVED)
                .findFirst()
                .orElseThrow();
        model.revoke(paired);
        Confirmation question =
                assertInstanceOf(Confirmation.class, console.dialogs().current().get());
        assertEquals("Revoke the trust in “checkout-agent”?", question.text().title());
        assertEquals(Pairing.Status.APPROVED, gateway.work().pairing(6).status());

        question.confirm();

        assertEquals(Pairing.Status.REVOKED, gateway.work().pairing(6).status());
    }
}
