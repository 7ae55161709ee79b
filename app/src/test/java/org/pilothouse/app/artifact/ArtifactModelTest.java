package org.pilothouse.app.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.testing.DirectBackground;

class ArtifactModelTest {
    private final List<String> calls = new ArrayList<>();
    private final ArtifactDesk desk = new ArtifactDesk(
            new ArtifactDesk.Store() {
                @Override
                public byte[] bytes(String artifactId) {
                    calls.add("bytes " + artifactId);
                    return "hello".getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public void reveal(String artifactId) {
                    calls.add("reveal " + artifactId);
                }
            },
            new DirectBackground(),
            new ContentReader());

    private static ArtifactItem item(boolean sensitive) {
        return new ArtifactItem("a1", "log", ArtifactItem.Kind.TEXT, "text/plain", 5, "", sensitive, null, Set.of());
    }

    @Test
    void nothingOfASensitiveOneIsFetchedBeforeTheReveal() {
        ArtifactModel model = desk.open(item(true));

        model.load();

        assertInstanceOf(ArtifactState.Veiled.class, model.state().get());
        assertEquals(List.of(), calls);
    }

    @Test
    void aRevealIsRecordedBeforeAnythingIsFetched() {
        ArtifactModel model = desk.open(item(true));
        model.load();

        model.reveal();

        assertInstanceOf(ArtifactState.Shown.class, model.state().get());
        assertEquals(List.of("reveal a1", "bytes a1"), calls);
    }

    @Test
    void whatWasRevealedStaysOpenAndIsKept() {
        desk.open(item(true)).reveal();

        ArtifactModel again = desk.open(item(true));
        again.load();

        assertInstanceOf(ArtifactState.Shown.class, again.state().get());
        assertEquals(List.of("reveal a1", "bytes a1"), calls);
    }

    @Test
    void theVeilCanBePutBack() {
        ArtifactModel model = desk.open(item(true));
        model.reveal();

        model.veil();

        assertInstanceOf(ArtifactState.Veiled.class, model.state().get());
        model.reveal();
        assertEquals(List.of("reveal a1", "bytes a1", "reveal a1", "bytes a1"), calls);
    }

    @Test
    void anotherGatewayKnowsNothingOfReveals() {
        desk.open(item(true)).reveal();
        desk.forget();

        ArtifactModel again = desk.open(item(true));
        again.load();

        assertInstanceOf(ArtifactState.Veiled.class, again.state().get());
    }

    @Test
    void whatIsNotSensitiveIsFetchedAtOnce() {
        ArtifactModel model = desk.open(item(false));

        model.load();

        assertInstanceOf(ArtifactState.Shown.class, model.state().get());
        assertEquals(List.of("bytes a1"), calls);
    }
}
