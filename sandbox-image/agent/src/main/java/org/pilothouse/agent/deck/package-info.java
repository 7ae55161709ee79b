/**
 * The face for Deck's clients: its paths, shapes and defaults over the same cores as the other faces. Where Deck fell
 * back silently, this refuses and names the field.
 */
@NullMarked
package org.pilothouse.agent.deck;

import org.jspecify.annotations.NullMarked;
