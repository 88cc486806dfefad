/** All REST endpoints that are simulated. */
import { appRoutes } from "./app.ts";
import { checkRoutes } from "./checks.ts";
import { deliveryRoutes } from "./deliveries.ts";
import type { Routes } from "./route.ts";

export const routes: Routes = {
  ...appRoutes,
  ...deliveryRoutes,
  ...checkRoutes,
};
