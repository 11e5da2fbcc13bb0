-- A cluster that was retired is looked at no more, and what was seen last of it is not how it is now: it leaves the live view.
grant delete on inventory.live_view to purser_app;
