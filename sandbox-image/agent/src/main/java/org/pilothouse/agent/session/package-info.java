/** What the desktop consists of, and how far it has come. */
@NullMarked
package org.pilothouse.agent.session;

import org.jspecify.annotations.NullMarked;
