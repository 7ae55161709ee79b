package org.pilothouse.app.navigation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pilothouse.app.navigation.Place.EnvironmentPage;
import org.pilothouse.app.navigation.Place.Tab;

class NavigatorTest {
    private final Navigator navigator = new Navigator();

    private Place at() {
        return navigator.current().get();
    }

    @Test
    void goesBackPageByPageAndNotTabByTab() {
        navigator.go(new Place.Hosts());
        navigator.go(new EnvironmentPage("a", Tab.OVERVIEW));
        navigator.go(new EnvironmentPage("a", Tab.LOGS));
        navigator.go(new EnvironmentPage("b", Tab.LIVE));

        navigator.back();
        assertEquals(new EnvironmentPage("a", Tab.LOGS), at());
        navigator.back();
        assertEquals(new Place.Hosts(), at());
        navigator.back();
        assertEquals(new Place.Fleet(), at());
        navigator.back();
        assertEquals(new Place.Fleet(), at());
    }

    @Test
    void anotherGatewayForgetsTheOldPages() {
        navigator.go(new EnvironmentPage("a", Tab.LOGS));
        navigator.startAfresh();
        assertEquals(new Place.Fleet(), at());

        navigator.go(new Place.Settings());
        navigator.startAfresh();
        assertEquals(new Place.Settings(), at(), "who changes gateways in the settings stays there");
        navigator.back();
        assertEquals(new Place.Fleet(), at());
    }

    @Test
    void escapeGoesBackFromAnEnvironmentOnly() {
        BackAction back = new BackAction(navigator);
        assertEquals(false, back.isEnabled());
        navigator.go(new EnvironmentPage("a", Tab.LIVE));
        assertEquals(true, back.isEnabled());
        back.run();
        assertEquals(new Place.Fleet(), at());
    }
}
