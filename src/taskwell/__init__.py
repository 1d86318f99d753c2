"""Taskwell: a terminal companion for people who earn side income by training AI."""
