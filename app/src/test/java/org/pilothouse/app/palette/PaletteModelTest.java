package org.pilothouse.app.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.dialog.Dialogs;

class PaletteModelTest {
    private final List<String> ran = new ArrayList<>();
    private final Dialogs dialogs = new Dialogs();
    private PaletteModel palette;

    @BeforeEach
    void open() {
        palette = new PaletteModel(
                List.of(
                        entry("Action", "New environment", "A fresh desktop"),
                        entry("Action", "Go to hosts", "Hosts"),
                        entry("Environment", "checkout-agent", "Running"),
                        entry("Environment", "hotel-booking", "Stopped"),
                        entry("Host", "harbour-1", "")),
                dialogs);
        dialogs.open(palette);
    }

    private PaletteEntry entry(String kind, String title, String detail) {
        return new PaletteEntry(kind, title, detail, "", Feather.BOX, () -> ran.add(title));
    }

    private List<String> titles() {
        return palette.results().stream().map(PaletteEntry::title).toList();
    }

    @Test
    void showsEverythingInOrderWhileNothingIsTyped() {
        assertEquals(
                List.of("New environment", "Go to hosts", "checkout-agent", "hotel-booking", "harbour-1"), titles());
    }

    @Test
    void thePrefixOfANameGoesBeforeAWordInsideAndThatBeforeScatteredLetters() {
        palette.query().set("ho");

        assertEquals(List.of("hotel-booking", "Go to hosts"), titles().subList(0, 2));
    }

    @Test
    void findsByKindAndDetail() {
        palette.query().set("stopped");
        assertEquals(List.of("hotel-booking"), titles());

        palette.query().set("chkag");
        assertEquals(List.of("checkout-agent"), titles());

        palette.query().set("zzz");
        assertEquals(List.of(), titles());
        palette.run();
        assertEquals(List.of(), ran);
    }

    @Test
    void runsTheChosenOneAndCloses() {
        palette.move(1);
        palette.move(1);
        palette.run();

        assertEquals(List.of("checkout-agent"), ran);
        assertFalse(dialogs.isOpen());
    }

    @Test
    void movingGoesRound() {
        palette.move(-1);
        assertEquals(4, palette.chosen().get());
        palette.move(1);
        assertEquals(0, palette.chosen().get());
    }
}
